-- A unit's name is bytes: they are compared with those of the words, letter by letter in either case, wherever they begin.
GRANT CREATE ON SCHEMA public TO cda_system;
SET ROLE cda_system;

CREATE OR REPLACE FUNCTION search_units(words text) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  escaped CONSTANT text := regexp_replace(lower(words), '([\\%_])', '\\\1', 'g');
  named CONSTANT text := '^(?:..)*' || (
    SELECT string_agg(format('(?:%s|%s)', encode(convert_to(lower(letter), 'UTF8'), 'hex'), encode(convert_to(upper(letter), 'UTF8'), 'hex')), '' ORDER BY place)
    FROM regexp_split_to_table(words, '') WITH ORDINALITY AS l(letter, place));
BEGIN
  RETURN QUERY EXECUTE $query$
    SELECT had.unit FROM (SELECT DISTINCT b.unit FROM balance b WHERE b.user_id = $1) had LEFT JOIN token k ON k.unit = had.unit
    WHERE had.unit LIKE $3 OR lower(k.name) LIKE $2 OR lower(k.ticker) LIKE $2 OR substr(had.unit, 57) ~ $4 $query$
  USING app_user_id(), '%' || escaped || '%', escaped || '%', named;
END $$;

RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM cda_system;
