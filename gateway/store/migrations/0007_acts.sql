-- What operators do to transfers: times of steps, holds, proposals that a second pair of eyes decides.
select;
