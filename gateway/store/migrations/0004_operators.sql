-- Operators of the console: who they are, their sessions, one-time links, what they did.
select;
