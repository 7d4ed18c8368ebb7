-- AlterEnum
ALTER TYPE "rule_part" ADD VALUE 'exception' BEFORE 'approver';
ALTER TYPE "rule_part" ADD VALUE 'fallback';

-- AlterTable
ALTER TABLE "rule_principal" DROP CONSTRAINT "rule_principal_pkey",
ADD COLUMN     "stage" INTEGER NOT NULL DEFAULT 0,
ADD CONSTRAINT "rule_principal_pkey" PRIMARY KEY ("rule_id", "part", "stage", "principal_kind", "principal_id");

-- AlterTable
ALTER TABLE "request" ADD COLUMN     "fallback_at" TIMESTAMPTZ(3),
ADD COLUMN     "stage" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stage_since" TIMESTAMPTZ(3),
ADD COLUMN     "starts_at" TIMESTAMPTZ(3);

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

GRANT INSERT (starts_at, stage, stage_since, fallback_at), UPDATE (stage, stage_since, fallback_at) ON request TO gatehouse_web;
GRANT SELECT ON rule_version TO gatehouse_web, gatehouse_worker;
