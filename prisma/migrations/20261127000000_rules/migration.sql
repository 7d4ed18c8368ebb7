-- AlterEnum
ALTER TYPE "rule_part" ADD VALUE 'exception' BEFORE 'approver';
ALTER TYPE "rule_part" ADD VALUE 'fallback';

-- AlterTable
ALTER TABLE "rule_principal" DROP CONSTRAINT "rule_principal_pkey",
ADD COLUMN     "stage" INTEGER NOT NULL DEFAULT 0,
ADD CONSTRAINT "rule_principal_pkey" PRIMARY KEY ("rule_id", "part", "stage", "principal_kind", "principal_id");

-- AlterTable
ALTER TABLE "request" ADD COLUMN     "asked_again_at" TIMESTAMPTZ(3),
ADD COLUMN     "fallback_at" TIMESTAMPTZ(3),
ADD COLUMN     "stage" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stage_since" TIMESTAMPTZ(3),
ADD COLUMN     "starts_at" TIMESTAMPTZ(3),
ADD COLUMN     "times_asked" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "letter" ADD COLUMN     "occasion" TEXT NOT NULL DEFAULT '';

-- DropIndex
DROP INDEX "letter_kind_recipient_id_request_id_key";

-- CreateIndex
CREATE UNIQUE INDEX "letter_kind_recipient_id_request_id_occasion_key" ON "letter"("kind", "recipient_id", "request_id", "occasion");

-- AlterTable
ALTER TABLE "rule" ADD COLUMN     "content" JSONB,
ADD COLUMN     "priority" INTEGER NOT NULL DEFAULT 100;

-- What rules said so far, in the form in which they are kept from now on. Of several rules that cover a request the one with the least time decided,
-- and still does: it has the smaller number.
UPDATE rule r SET
  priority = 100 + (SELECT count(*) FROM rule other WHERE (other.max_minutes, other.id) < (r.max_minutes, r.id)),
  content = jsonb_build_object(
  'who', jsonb_build_object('everyone', false,
    'groups', (SELECT coalesce(jsonb_agg(principal_id ORDER BY principal_id), '[]') FROM rule_principal
      WHERE rule_id = r.id AND part = 'requester' AND principal_kind = 'group'),
    'people', (SELECT coalesce(jsonb_agg(principal_id ORDER BY principal_id), '[]') FROM rule_principal
      WHERE rule_id = r.id AND part = 'requester' AND principal_kind = 'user'),
    'except', '{"groups": [], "people": []}'::jsonb),
  'sets', jsonb_build_object(
    'arns', (SELECT coalesce(jsonb_agg(permission_set_arn ORDER BY permission_set_arn), '[]') FROM rule_permission_set WHERE rule_id = r.id),
    'tags', '[]'::jsonb, 'patterns', '[]'::jsonb, 'except', '{"arns": [], "tags": [], "patterns": []}'::jsonb),
  'accounts', jsonb_build_object('all', false,
    'ids', (SELECT coalesce(jsonb_agg(target_id ORDER BY target_id), '[]') FROM rule_target WHERE rule_id = r.id AND kind = 'account'),
    'units', (SELECT coalesce(jsonb_agg(target_id ORDER BY target_id), '[]') FROM rule_target WHERE rule_id = r.id AND kind = 'ou'),
    'tags', '[]'::jsonb, 'except', '{"ids": [], "units": [], "tags": []}'::jsonb),
  'limits', jsonb_build_object('maxMinutes', max_minutes, 'suggestedMinutes', null, 'aheadMinutes', 0, 'atOnce', null,
    'extendToMinutes', null, 'hours', null),
  'asks', '{"reasonMinLength": 0, "tickets": []}'::jsonb,
  'agreement', jsonb_build_object('deadlineMinutes', 1440, 'stages', jsonb_build_array(jsonb_build_object(
    'approvers', jsonb_build_object('ownerTag', null,
      'groups', (SELECT coalesce(jsonb_agg(principal_id ORDER BY principal_id), '[]') FROM rule_principal
        WHERE rule_id = r.id AND part = 'approver' AND principal_kind = 'group'),
      'people', (SELECT coalesce(jsonb_agg(principal_id ORDER BY principal_id), '[]') FROM rule_principal
        WHERE rule_id = r.id AND part = 'approver' AND principal_kind = 'user')),
    'quorum', 1, 'fallback', null)))
);

-- AlterTable
ALTER TABLE "rule" ALTER COLUMN "content" SET NOT NULL,
ALTER COLUMN "priority" DROP DEFAULT,
DROP COLUMN "max_minutes";

-- DropTable
DROP TABLE "rule_permission_set";

-- DropTable
DROP TABLE "rule_target";

-- DropEnum
DROP TYPE "rule_target_kind";

-- CreateTable
CREATE TABLE "rule_version" (
    "rule_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "priority" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "rule_version_pkey" PRIMARY KEY ("rule_id","version")
);

-- AddForeignKey
ALTER TABLE "rule_version" ADD CONSTRAINT "rule_version_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "stage" INTEGER NOT NULL DEFAULT 0;

-- Requests are judged by the version that they were asked under; of earlier versions nothing but their number is known.
INSERT INTO rule_version (rule_id, version, name, description, enabled, priority, content, created_at, created_by)
SELECT r.id, v.version, r.name, r.description, r.enabled, r.priority, r.content, r.updated_at, 'an upgrade'
FROM rule r CROSS JOIN LATERAL (
  SELECT r.version UNION SELECT rule_version FROM request WHERE rule_id = r.id
) v (version);

CREATE TRIGGER rule_version_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT INSERT (starts_at, stage, stage_since, fallback_at, times_asked, asked_again_at), UPDATE (stage, stage_since, fallback_at, times_asked, asked_again_at) ON request TO gatehouse_web;
GRANT UPDATE (times_asked, asked_again_at) ON request TO gatehouse_worker;
GRANT INSERT (occasion) ON letter TO gatehouse_web;
GRANT SELECT ON rule_version TO gatehouse_web, gatehouse_worker;

-- A request leaves `pending` once, and what was asked never changes; which stage it waits at does.
CREATE OR REPLACE FUNCTION request_settles_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moves CONSTANT text[] := ARRAY['state', 'settled_at', 'settled_reason', 'stage', 'stage_since', 'fallback_at', 'times_asked', 'asked_again_at'];
BEGIN
  IF OLD.state <> 'pending' THEN
    RAISE EXCEPTION 'request % is already %', OLD.id, OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF (to_jsonb(NEW) - moves) IS DISTINCT FROM (to_jsonb(OLD) - moves) OR NEW.stage < OLD.stage THEN
    RAISE EXCEPTION 'what request % asks for does not change', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- A grant is born of as many recorded yeses as each stage of its rule needs, and of no no, within what they all allowed; or of a rule that agrees by
-- itself, to a role that is not like an administrator's. The rule is the one that it was asked under.
CREATE OR REPLACE FUNCTION access_grant_follows_a_yes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM request r
    JOIN rule_version v ON v.rule_id = r.rule_id AND v.version = r.rule_version
    CROSS JOIN LATERAL (
      SELECT least(r.duration_minutes, (v.content #>> '{limits,maxMinutes}')::int, min(d.granted_minutes)) AS minutes,
        coalesce(bool_or(d.verdict = 'deny'), false) AS is_denied
      FROM decision d WHERE d.request_id = r.id
    ) said
    WHERE r.id = NEW.request_id AND r.state = 'approved'
      AND r.requester_id = NEW.person_id AND r.account_id = NEW.account_id
      AND r.permission_set_arn = NEW.permission_set_arn
      AND NOT said.is_denied
      AND NEW.starts_at >= coalesce(r.starts_at, NEW.starts_at)
      AND NEW.ends_at <= NEW.starts_at + make_interval(mins => said.minutes)
      AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(v.content #> '{agreement,stages}') WITH ORDINALITY s (stage, place)
        WHERE (SELECT count(*) FROM decision d WHERE d.request_id = r.id AND d.verdict = 'approve' AND d.stage = s.place - 1)
          < (s.stage ->> 'quorum')::int)
      AND (jsonb_array_length(v.content #> '{agreement,stages}') > 0 OR EXISTS (
        SELECT FROM permission_set s WHERE s.arn = r.permission_set_arn AND s.administrator_like IS NULL))
  ) THEN
    RAISE EXCEPTION 'no recorded decision allows this grant' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
