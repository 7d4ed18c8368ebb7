-- AlterTable
ALTER TABLE "person" ADD COLUMN     "manager" TEXT;

-- AlterTable
ALTER TABLE "person_past" ADD COLUMN     "manager" TEXT;

-- What is said of people in their whole life names the manager as well.
DROP VIEW person_life;
DO $$
DECLARE
  shared text;
BEGIN
  SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) INTO shared
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'person';
  EXECUTE format('CREATE VIEW person_life AS SELECT %1$s, null::timestamptz(3) AS valid_to, null::uuid AS to_run_id FROM person
                  UNION ALL SELECT %1$s, valid_to, to_run_id FROM person_past', shared);
END $$;
GRANT SELECT ON person_life TO gatehouse_web, gatehouse_worker;

-- The person whom the directory names as somebody's manager: by id, external id, user name or mail address, whichever the provider writes there. What could
-- mean two people means nobody.
CREATE FUNCTION manager_of(of_person text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN count(*) = 1 THEN min(m.id) END
  FROM person p
  JOIN person m ON m.id <> p.id AND (
    m.id = p.manager OR lower(m.user_name) = lower(p.manager) OR lower(m.email) = lower(p.manager)
    OR m.external_ids @> jsonb_build_array(jsonb_build_object('id', p.manager)))
  WHERE p.id = of_person
$$;
REVOKE ALL ON FUNCTION manager_of(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION manager_of(text) TO gatehouse_web, gatehouse_worker;
