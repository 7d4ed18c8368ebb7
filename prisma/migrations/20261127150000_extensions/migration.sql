-- AlterEnum
ALTER TYPE "letter_kind" ADD VALUE 'grant-ending';

-- AlterTable
ALTER TABLE "request" ADD COLUMN     "destination" TEXT,
ADD COLUMN     "extends_grant_id" UUID;

-- DropIndex
DROP INDEX "request_one_pending";

-- CreateIndex
CREATE UNIQUE INDEX "request_one_pending" ON "request"("requester_id", "account_id", "permission_set_arn") WHERE ((state = 'pending'::request_state) AND (extends_grant_id IS NULL));

-- CreateIndex
CREATE UNIQUE INDEX "request_one_extension" ON "request"("extends_grant_id") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "request_extends_grant_id_idx" ON "request"("extends_grant_id");

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_extends_grant_id_fkey" FOREIGN KEY ("extends_grant_id") REFERENCES "access_grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "access_grant" ADD COLUMN     "held_since" TIMESTAMPTZ(3) NOT NULL DEFAULT gatehouse_now();

UPDATE access_grant SET held_since = starts_at;

ALTER TABLE request
  ADD CONSTRAINT request_destination CHECK (
    length(destination) <= 2000 AND destination ~ '^https://([a-z0-9-]+\.)*console\.aws\.amazon\.com/'),
  ADD CONSTRAINT request_extends_from CHECK (extends_grant_id IS NULL OR (starts_at IS NOT NULL AND lapses_at <= starts_at));

GRANT INSERT (extends_grant_id, destination) ON request TO gatehouse_web;

-- How long what a rule gives may last in all; null when it may not be extended.
CREATE FUNCTION extends_to(rule uuid, of_version int) RETURNS interval LANGUAGE sql STABLE AS $$
  SELECT make_interval(mins => (content #>> '{limits,extendToMinutes}')::int) FROM rule_version WHERE rule_id = rule AND version = of_version
$$;
REVOKE ALL ON FUNCTION extends_to(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION extends_to(uuid, int) TO gatehouse_web, gatehouse_worker;

-- The grant that is to go on, held until the transaction ends: whoever ends it beside this comes before it, or after.
CREATE FUNCTION hold_continued(continued uuid) RETURNS access_grant LANGUAGE plpgsql AS $$
DECLARE
  held access_grant;
BEGIN
  SELECT * INTO held FROM access_grant WHERE id = continued FOR UPDATE;
  IF held.state IS DISTINCT FROM 'active' OR held.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'grant % is not held, so it cannot go on', continued USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT FROM access_grant g JOIN request r ON r.id = g.request_id
    WHERE r.extends_grant_id = continued AND g.withdrawn_at IS NULL AND g.ended_at IS NULL
  ) THEN
    RAISE EXCEPTION 'grant % goes on already', continued USING ERRCODE = 'unique_violation';
  END IF;
  RETURN held;
END $$;
REVOKE ALL ON FUNCTION hold_continued(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hold_continued(uuid) TO gatehouse_web;

-- More time is asked for what the same person holds, from its end on, and never for longer in all than the rule says.
CREATE FUNCTION request_extends_what_is_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held access_grant := hold_continued(NEW.extends_grant_id);
BEGIN
  IF (held.person_id, held.account_id, held.permission_set_arn, held.ends_at)
     IS DISTINCT FROM (NEW.requester_id, NEW.account_id, NEW.permission_set_arn, NEW.starts_at) THEN
    RAISE EXCEPTION 'this is not what grant % gives, from its end on', held.id USING ERRCODE = 'check_violation';
  END IF;
  IF held.ends_at + make_interval(mins => NEW.duration_minutes)
     > held.held_since + coalesce(extends_to(NEW.rule_id, NEW.rule_version), '0') THEN
    RAISE EXCEPTION 'the rule does not let grant % last so long', held.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_extends_what_is_held BEFORE INSERT ON request
  FOR EACH ROW WHEN (NEW.extends_grant_id IS NOT NULL) EXECUTE FUNCTION request_extends_what_is_held();

-- An extension's grant begins where the other one ends, while that one is held. Since when the role is held without a gap is said by nobody, but derived.
CREATE FUNCTION access_grant_continues() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked request;
  held access_grant;
BEGIN
  NEW.held_since := NEW.starts_at;
  SELECT * INTO asked FROM request WHERE id = NEW.request_id;
  IF asked.extends_grant_id IS NULL THEN
    RETURN NEW;
  END IF;
  held := hold_continued(asked.extends_grant_id);
  IF NEW.starts_at <> held.ends_at
     OR NEW.ends_at > held.held_since + coalesce(extends_to(asked.rule_id, asked.rule_version), '0') THEN
    RAISE EXCEPTION 'this grant does not go on where grant % ends, or for too long', held.id USING ERRCODE = 'check_violation';
  END IF;
  NEW.held_since := held.held_since;
  RETURN NEW;
END $$;
CREATE TRIGGER access_grant_continues BEFORE INSERT ON access_grant
  FOR EACH ROW EXECUTE FUNCTION access_grant_continues();

-- A grant's end never moves later, a withdrawal is not taken back, and a terminal state is not left.
CREATE OR REPLACE FUNCTION access_grant_only_shrinks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.request_id, NEW.person_id, NEW.account_id, NEW.permission_set_arn, NEW.starts_at, NEW.held_since, NEW.session_minutes, NEW.fingerprint)
     IS DISTINCT FROM
     (OLD.request_id, OLD.person_id, OLD.account_id, OLD.permission_set_arn, OLD.starts_at, OLD.held_since, OLD.session_minutes, OLD.fingerprint)
     OR NEW.ends_at > OLD.ends_at
     OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) THEN
    RAISE EXCEPTION 'grant % only ever becomes shorter', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state <> OLD.state AND OLD.state IN ('ended', 'cancelled', 'invalidated', 'grant-failed') THEN
    RAISE EXCEPTION 'grant % is already %', OLD.id, OLD.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
