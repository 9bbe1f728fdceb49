-- The journal: one row per arrival, refusal at a door and hop, for people to look through.
select;
