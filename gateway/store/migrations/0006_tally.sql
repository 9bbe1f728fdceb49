-- What a day brought, counted from the journal; alarms.
select;
