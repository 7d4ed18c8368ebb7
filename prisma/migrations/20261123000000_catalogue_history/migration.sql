-- Each row of the catalogue says since when it stands and which run saw it; what it said before is kept beside it.

-- Finds by parts of words and forgives typing errors; a contrib module that the database's owner may create.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The moment and the run that a transaction's catalogue changes belong to, as its operation has set them for the transaction.
CREATE FUNCTION catalogue_moment() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('gatehouse.moment', true), '')::timestamptz, gatehouse_now())::timestamptz(3)
$$;
CREATE FUNCTION catalogue_run() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('gatehouse.run', true), '')::uuid
$$;

-- CreateEnum
CREATE TYPE "search_kind" AS ENUM ('account', 'permission-set', 'group', 'person', 'unit');

-- CreateEnum
CREATE TYPE "sync_depth" AS ENUM ('routine', 'thorough');

-- CreateEnum
CREATE TYPE "refresh_kind" AS ENUM ('account', 'permission-set', 'group', 'person');

-- AlterTable
ALTER TABLE "account" RENAME COLUMN "first_seen_at" TO "valid_from";
ALTER TABLE "account" ALTER COLUMN "valid_from" SET DEFAULT catalogue_moment(),
ADD COLUMN     "from_run_id" UUID DEFAULT catalogue_run();

-- AlterTable
ALTER TABLE "assignment" RENAME COLUMN "first_seen_at" TO "valid_from";
ALTER TABLE "assignment" ALTER COLUMN "valid_from" SET DEFAULT catalogue_moment(),
ADD COLUMN     "from_run_id" UUID DEFAULT catalogue_run();

-- AlterTable
ALTER TABLE "identity_group" RENAME COLUMN "first_seen_at" TO "valid_from";
ALTER TABLE "identity_group" ALTER COLUMN "valid_from" SET DEFAULT catalogue_moment(),
ADD COLUMN     "from_run_id" UUID DEFAULT catalogue_run();

-- AlterTable
ALTER TABLE "membership" RENAME COLUMN "first_seen_at" TO "valid_from";
ALTER TABLE "membership" ALTER COLUMN "valid_from" SET DEFAULT catalogue_moment(),
ADD COLUMN     "from_run_id" UUID DEFAULT catalogue_run();

-- AlterTable
ALTER TABLE "organisation" DROP COLUMN "first_seen_at";

-- AlterTable
ALTER TABLE "organisational_unit" RENAME COLUMN "first_seen_at" TO "valid_from";
ALTER TABLE "organisational_unit" ALTER COLUMN "valid_from" SET DEFAULT catalogue_moment(),
ADD COLUMN     "from_run_id" UUID DEFAULT catalogue_run();

-- AlterTable
ALTER TABLE "permission_set" RENAME COLUMN "first_seen_at" TO "valid_from";
ALTER TABLE "permission_set" ALTER COLUMN "valid_from" SET DEFAULT catalogue_moment(),
ADD COLUMN     "administrator_like" TEXT,
ADD COLUMN     "from_run_id" UUID DEFAULT catalogue_run();

-- AlterTable
ALTER TABLE "person" RENAME COLUMN "first_seen_at" TO "valid_from";
ALTER TABLE "person" ALTER COLUMN "valid_from" SET DEFAULT catalogue_moment(),
ADD COLUMN     "emails" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "from_run_id" UUID DEFAULT catalogue_run();

-- AlterTable
ALTER TABLE "provisioned_permission_set" RENAME COLUMN "first_seen_at" TO "valid_from";
ALTER TABLE "provisioned_permission_set" ALTER COLUMN "valid_from" SET DEFAULT catalogue_moment(),
ADD COLUMN     "from_run_id" UUID DEFAULT catalogue_run();

-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "accepts" JSONB,
ADD COLUMN     "crawl_id" UUID,
ADD COLUMN     "depth" "sync_depth" NOT NULL DEFAULT 'routine',
ADD COLUMN     "implausible" JSONB,
ADD COLUMN     "reads_since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "organisational_unit_past" (
    "history_id" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" TEXT,
    "path" TEXT[],
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "from_run_id" UUID,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "to_run_id" UUID,

    CONSTRAINT "organisational_unit_past_pkey" PRIMARY KEY ("history_id")
);

-- CreateTable
CREATE TABLE "account_past" (
    "history_id" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "state" "account_state" NOT NULL,
    "parent_id" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3),
    "tags" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "from_run_id" UUID,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "to_run_id" UUID,

    CONSTRAINT "account_past_pkey" PRIMARY KEY ("history_id")
);

-- CreateTable
CREATE TABLE "permission_set_past" (
    "history_id" BIGSERIAL NOT NULL,
    "arn" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "session_minutes" INTEGER NOT NULL,
    "relay_state" TEXT,
    "created_at" TIMESTAMPTZ(3),
    "managed_policies" JSONB NOT NULL,
    "inline_policy" TEXT,
    "permissions_boundary" JSONB,
    "tags" JSONB NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "administrator_like" TEXT,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "from_run_id" UUID,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "to_run_id" UUID,

    CONSTRAINT "permission_set_past_pkey" PRIMARY KEY ("history_id")
);

-- CreateTable
CREATE TABLE "identity_group_past" (
    "history_id" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "external_ids" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "from_run_id" UUID,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "to_run_id" UUID,

    CONSTRAINT "identity_group_past_pkey" PRIMARY KEY ("history_id")
);

-- CreateTable
CREATE TABLE "person_past" (
    "history_id" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "email" TEXT,
    "emails" TEXT[],
    "title" TEXT,
    "status" "person_status" NOT NULL,
    "external_ids" JSONB NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "from_run_id" UUID,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "to_run_id" UUID,

    CONSTRAINT "person_past_pkey" PRIMARY KEY ("history_id")
);

-- CreateTable
CREATE TABLE "membership_past" (
    "history_id" BIGSERIAL NOT NULL,
    "group_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "from_run_id" UUID,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "to_run_id" UUID,

    CONSTRAINT "membership_past_pkey" PRIMARY KEY ("history_id")
);

-- CreateTable
CREATE TABLE "provisioned_permission_set_past" (
    "history_id" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "permission_set_arn" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "from_run_id" UUID,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "to_run_id" UUID,

    CONSTRAINT "provisioned_permission_set_past_pkey" PRIMARY KEY ("history_id")
);

-- CreateTable
CREATE TABLE "assignment_past" (
    "history_id" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "permission_set_arn" TEXT NOT NULL,
    "principal_kind" "principal_kind" NOT NULL,
    "principal_id" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "from_run_id" UUID,
    "valid_to" TIMESTAMPTZ(3) NOT NULL,
    "to_run_id" UUID,

    CONSTRAINT "assignment_past_pkey" PRIMARY KEY ("history_id")
);

-- CreateTable
CREATE TABLE "account_summary" (
    "account_id" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "administrators" INTEGER NOT NULL,
    "permission_sets" INTEGER NOT NULL,
    "assignments" INTEGER NOT NULL,
    "orphans" INTEGER NOT NULL,

    CONSTRAINT "account_summary_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "permission_set_summary" (
    "permission_set_arn" TEXT NOT NULL,
    "accounts" INTEGER NOT NULL,
    "assignments" INTEGER NOT NULL,
    "groups" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "permission_set_summary_pkey" PRIMARY KEY ("permission_set_arn")
);

-- CreateTable
CREATE TABLE "group_summary" (
    "group_id" TEXT NOT NULL,
    "members" INTEGER NOT NULL,
    "disabled" INTEGER NOT NULL,
    "accounts" INTEGER NOT NULL,
    "permission_sets" INTEGER NOT NULL,
    "assignments" INTEGER NOT NULL,

    CONSTRAINT "group_summary_pkey" PRIMARY KEY ("group_id")
);

-- CreateTable
CREATE TABLE "person_summary" (
    "person_id" TEXT NOT NULL,
    "groups" INTEGER NOT NULL,
    "accounts" INTEGER NOT NULL,
    "permission_sets" INTEGER NOT NULL,
    "direct" INTEGER NOT NULL,
    "administrator_accounts" INTEGER NOT NULL,

    CONSTRAINT "person_summary_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "search_entry" (
    "kind" "search_kind" NOT NULL,
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "search_entry_pkey" PRIMARY KEY ("kind","id")
);

-- CreateTable
CREATE UNLOGGED TABLE "sync_part" (
    "crawl_id" UUID NOT NULL,
    "noun" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "rows" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sync_part_pkey" PRIMARY KEY ("crawl_id","noun","part")
);

-- CreateTable
CREATE TABLE "refresh" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "refresh_kind" NOT NULL,
    "target_id" TEXT NOT NULL,
    "state" "sync_state" NOT NULL DEFAULT 'asked',
    "asked_by_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "worker_id" TEXT,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "changes" JSONB NOT NULL DEFAULT '{}',
    "is_gone" BOOLEAN NOT NULL DEFAULT false,
    "notes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "failure" TEXT,

    CONSTRAINT "refresh_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE UNLOGGED TABLE "aws_budget" (
    "name" TEXT NOT NULL,
    "shared" DOUBLE PRECISION NOT NULL,
    "reserve" DOUBLE PRECISION NOT NULL,
    "filled_at" TIMESTAMPTZ(6) NOT NULL,
    "shared_rate" DOUBLE PRECISION NOT NULL,
    "shared_burst" DOUBLE PRECISION NOT NULL,
    "reserve_rate" DOUBLE PRECISION NOT NULL,
    "reserve_burst" DOUBLE PRECISION NOT NULL,
    "calls" BIGINT NOT NULL DEFAULT 0,
    "throttled" BIGINT NOT NULL DEFAULT 0,
    "throttled_at" TIMESTAMPTZ(3),
    "slowed_to" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "removal_waits_until" TIMESTAMPTZ(6),
    "interactive_waits_until" TIMESTAMPTZ(6),

    CONSTRAINT "aws_budget_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "organisational_unit_past_id_idx" ON "organisational_unit_past"("id");

-- CreateIndex
CREATE INDEX "organisational_unit_past_valid_to_idx" ON "organisational_unit_past"("valid_to");

-- CreateIndex
CREATE INDEX "organisational_unit_past_valid_from_idx" ON "organisational_unit_past"("valid_from");

-- CreateIndex
CREATE INDEX "account_past_id_idx" ON "account_past"("id");

-- CreateIndex
CREATE INDEX "account_past_valid_to_idx" ON "account_past"("valid_to");

-- CreateIndex
CREATE INDEX "account_past_valid_from_idx" ON "account_past"("valid_from");

-- CreateIndex
CREATE INDEX "permission_set_past_arn_idx" ON "permission_set_past"("arn");

-- CreateIndex
CREATE INDEX "permission_set_past_valid_to_idx" ON "permission_set_past"("valid_to");

-- CreateIndex
CREATE INDEX "permission_set_past_valid_from_idx" ON "permission_set_past"("valid_from");

-- CreateIndex
CREATE INDEX "identity_group_past_id_idx" ON "identity_group_past"("id");

-- CreateIndex
CREATE INDEX "identity_group_past_valid_to_idx" ON "identity_group_past"("valid_to");

-- CreateIndex
CREATE INDEX "identity_group_past_valid_from_idx" ON "identity_group_past"("valid_from");

-- CreateIndex
CREATE INDEX "person_past_id_idx" ON "person_past"("id");

-- CreateIndex
CREATE INDEX "person_past_disabled" ON "person_past"("id") WHERE (status = 'DISABLED'::person_status);

-- CreateIndex
CREATE INDEX "person_past_valid_to_idx" ON "person_past"("valid_to");

-- CreateIndex
CREATE INDEX "person_past_valid_from_idx" ON "person_past"("valid_from");

-- CreateIndex
CREATE INDEX "membership_past_group_id_idx" ON "membership_past"("group_id");

-- CreateIndex
CREATE INDEX "membership_past_person_id_idx" ON "membership_past"("person_id");

-- CreateIndex
CREATE INDEX "membership_past_valid_to_idx" ON "membership_past"("valid_to");

-- CreateIndex
CREATE INDEX "membership_past_valid_from_idx" ON "membership_past"("valid_from");

-- CreateIndex
CREATE INDEX "provisioned_permission_set_past_account_id_idx" ON "provisioned_permission_set_past"("account_id");

-- CreateIndex
CREATE INDEX "provisioned_permission_set_past_permission_set_arn_idx" ON "provisioned_permission_set_past"("permission_set_arn");

-- CreateIndex
CREATE INDEX "provisioned_permission_set_past_valid_to_idx" ON "provisioned_permission_set_past"("valid_to");

-- CreateIndex
CREATE INDEX "provisioned_permission_set_past_valid_from_idx" ON "provisioned_permission_set_past"("valid_from");

-- CreateIndex
CREATE INDEX "assignment_past_account_id_idx" ON "assignment_past"("account_id");

-- CreateIndex
CREATE INDEX "assignment_past_permission_set_arn_idx" ON "assignment_past"("permission_set_arn");

-- CreateIndex
CREATE INDEX "assignment_past_principal_kind_principal_id_idx" ON "assignment_past"("principal_kind", "principal_id");

-- CreateIndex
CREATE INDEX "assignment_past_valid_to_idx" ON "assignment_past"("valid_to");

-- CreateIndex
CREATE INDEX "assignment_past_valid_from_idx" ON "assignment_past"("valid_from");

-- CreateIndex
CREATE INDEX "account_summary_people_account_id_idx" ON "account_summary"("people" DESC, "account_id");

-- CreateIndex
CREATE INDEX "account_summary_administrators_account_id_idx" ON "account_summary"("administrators" DESC, "account_id");

-- CreateIndex
CREATE INDEX "account_summary_orphans_account_id_idx" ON "account_summary"("orphans" DESC, "account_id");

-- CreateIndex
CREATE INDEX "permission_set_summary_accounts_permission_set_arn_idx" ON "permission_set_summary"("accounts" DESC, "permission_set_arn");

-- CreateIndex
CREATE INDEX "permission_set_summary_people_permission_set_arn_idx" ON "permission_set_summary"("people" DESC, "permission_set_arn");

-- CreateIndex
CREATE INDEX "group_summary_members_group_id_idx" ON "group_summary"("members" DESC, "group_id");

-- CreateIndex
CREATE INDEX "group_summary_accounts_group_id_idx" ON "group_summary"("accounts" DESC, "group_id");

-- CreateIndex
CREATE INDEX "person_summary_accounts_person_id_idx" ON "person_summary"("accounts" DESC, "person_id");

-- CreateIndex
CREATE INDEX "person_summary_administrator_accounts_person_id_idx" ON "person_summary"("administrator_accounts" DESC, "person_id");

-- CreateIndex
CREATE INDEX "search_entry_title_idx" ON "search_entry" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "search_entry_words_idx" ON "search_entry" USING GIN ("words" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "refresh_kind_target_id_asked_at_idx" ON "refresh"("kind", "target_id", "asked_at" DESC);

-- CreateIndex
CREATE INDEX "refresh_finished_at_idx" ON "refresh"("finished_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "refresh_one_open" ON "refresh"("kind", "target_id") WHERE (finished_at IS NULL);

-- CreateIndex
CREATE INDEX "access_grant_explains" ON "access_grant"("account_id", "permission_set_arn", "person_id") WHERE (state = ANY (ARRAY['granting'::grant_state, 'active'::grant_state, 'revoking'::grant_state, 'revoke-blocked'::grant_state, 'contested'::grant_state]));

-- CreateIndex
CREATE INDEX "request_lapses_at_idx" ON "request"("lapses_at");

-- CreateIndex
CREATE INDEX "access_grant_state_ends_at_id_idx" ON "access_grant"("state", "ends_at", "id");

-- CreateIndex
CREATE INDEX "access_grant_ends_at_id_idx" ON "access_grant"("ends_at", "id");

-- CreateIndex
CREATE INDEX "access_grant_permission_set_arn_ends_at_idx" ON "access_grant"("permission_set_arn", "ends_at" DESC);

-- CreateIndex
CREATE INDEX "account_valid_from_idx" ON "account"("valid_from");

-- CreateIndex
CREATE INDEX "account_tags_idx" ON "account" USING GIN ("tags" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "assignment_valid_from_idx" ON "assignment"("valid_from");

-- CreateIndex
CREATE INDEX "identity_group_valid_from_idx" ON "identity_group"("valid_from");

-- CreateIndex
CREATE INDEX "managed_assignment_seen_at_idx" ON "managed_assignment"("seen_at");

-- CreateIndex
CREATE INDEX "membership_valid_from_idx" ON "membership"("valid_from");

-- CreateIndex
CREATE INDEX "organisational_unit_valid_from_idx" ON "organisational_unit"("valid_from");

-- CreateIndex
CREATE INDEX "permission_set_valid_from_idx" ON "permission_set"("valid_from");

-- CreateIndex
CREATE INDEX "person_disabled" ON "person"("display_name", "id") WHERE (status = 'DISABLED'::person_status);

-- CreateIndex
CREATE INDEX "person_valid_from_idx" ON "person"("valid_from");

-- CreateIndex
CREATE INDEX "provisioned_permission_set_valid_from_idx" ON "provisioned_permission_set"("valid_from");

-- CreateIndex
CREATE INDEX "sync_run_listed" ON "sync_run"("asked_at" DESC, "id", "state", "depth", "asked_by_id");

-- CreateIndex
CREATE INDEX "sync_run_done" ON "sync_run"("started_at" DESC) WHERE (state = 'done');

-- ---------------------------------------------------------------------------------------------------------
-- History is kept by the database: what a row said goes to its past whoever changes or removes the row.

CREATE FUNCTION keep_catalogue_past() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  moment timestamptz := catalogue_moment();
BEGIN
  IF TG_OP = 'UPDATE' THEN
    NEW.valid_from := moment;
    NEW.from_run_id := catalogue_run();
  END IF;
  -- A version that began at this very moment was never true for any time.
  IF OLD.valid_from < moment THEN
    EXECUTE format(
      'INSERT INTO %1$I SELECT (jsonb_populate_record(null::%1$I, $1)).*', TG_TABLE_NAME || '_past')
      USING to_jsonb(OLD) || jsonb_build_object(
        'history_id', nextval(format('%I', TG_TABLE_NAME || '_past_history_id_seq')), 'valid_to', moment, 'to_run_id', catalogue_run());
  END IF;
  RETURN CASE TG_OP WHEN 'UPDATE' THEN NEW ELSE OLD END;
END $$;

DO $$
DECLARE
  noun text;
  shared text;
BEGIN
  FOREACH noun IN ARRAY ARRAY['organisational_unit', 'account', 'permission_set', 'identity_group', 'person',
                              'membership', 'provisioned_permission_set', 'assignment'] LOOP
    EXECUTE format('CREATE TRIGGER %1$I BEFORE UPDATE OR DELETE ON %2$I FOR EACH ROW EXECUTE FUNCTION keep_catalogue_past()',
                   noun || '_keeps_its_past', noun);
    EXECUTE format('CREATE TRIGGER %1$I BEFORE UPDATE OR DELETE OR TRUNCATE ON %2$I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                   noun || '_past_insert_only', noun || '_past');
    -- Every version there ever was: the present one with `valid_to` null.
    SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) INTO shared
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name = noun;
    EXECUTE format('CREATE VIEW %1$I AS SELECT %2$s, null::timestamptz(3) AS valid_to, null::uuid AS to_run_id FROM %3$I
                    UNION ALL SELECT %2$s, valid_to, to_run_id FROM %4$I',
                   noun || '_life', shared, noun, noun || '_past');
    EXECUTE format('GRANT SELECT ON %I, %I TO gatehouse_web, gatehouse_worker', noun || '_past', noun || '_life');
  END LOOP;
END $$;

-- ---------------------------------------------------------------------------------------------------------
-- The allowance for AWS calls. Real time, not the product's clock: it is AWS that counts.

-- The share of its rate that a budget may use: it halves when AWS throttles, and is whole again after two minutes.
CREATE FUNCTION aws_budget_share(slowed_to float, throttled_at timestamptz) RETURNS float LANGUAGE sql STABLE AS $$
  SELECT least(1, slowed_to + coalesce(extract(epoch FROM clock_timestamp() - throttled_at)::float / 120, 0))
$$;

-- Takes calls out of a budget: as many of those that are wanted as may start now; when none may, how many milliseconds to wait before asking again.
-- Urgent lanes ('removal', 'interactive') may use the reserve as well, and its last call is a removal's. While an urgent caller has been told
-- to wait, less urgent ones leave the shared calls to it, whichever process they are in.
CREATE FUNCTION take_aws_calls(
  budget text, lane text, wanted integer, shared_rate float, shared_burst float, reserve_rate float, reserve_burst float,
  OUT taken integer, OUT wait_ms integer
) LANGUAGE plpgsql AS $$
DECLARE
  -- Filling adds fractions, so a call that is due may be short by a rounding error.
  nearly constant float := 1e-9;
  -- How long after its wait a caller may take to ask again.
  patience constant float := 0.1;
  kept aws_budget;
  moment timestamptz;
  elapsed float;
  rate float;
  needed float := CASE WHEN lane = 'interactive' AND reserve_burst > 1 THEN 2 ELSE 1 END;
  goes_before timestamptz;
  from_shared integer := 0;
  from_reserve integer := 0;
  wait float := 0;
BEGIN
  SELECT * INTO kept FROM aws_budget WHERE name = budget FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO aws_budget (name, shared, reserve, filled_at, shared_rate, shared_burst, reserve_rate, reserve_burst)
      VALUES (budget, shared_burst, reserve_burst, clock_timestamp(), shared_rate, shared_burst, reserve_rate, reserve_burst)
      ON CONFLICT (name) DO NOTHING;
    SELECT * INTO kept FROM aws_budget WHERE name = budget FOR UPDATE;
  END IF;
  moment := clock_timestamp();
  elapsed := greatest(0, extract(epoch FROM moment - kept.filled_at)::float);
  rate := shared_rate * aws_budget_share(kept.slowed_to, kept.throttled_at);
  kept.shared := least(shared_burst, kept.shared + elapsed * rate);
  kept.reserve := least(reserve_burst, kept.reserve + elapsed * reserve_rate);
  goes_before := CASE lane
    WHEN 'background' THEN greatest(kept.removal_waits_until, kept.interactive_waits_until)
    WHEN 'interactive' THEN kept.removal_waits_until
  END;
  IF goes_before IS NULL OR goes_before <= moment THEN
    from_shared := greatest(0, least(wanted, floor(kept.shared + nearly)));
  END IF;
  IF lane <> 'background' THEN
    from_reserve := greatest(0, least(wanted - from_shared, floor(kept.reserve - needed + 1 + nearly)));
  END IF;
  taken := from_shared + from_reserve;
  IF taken = 0 THEN
    wait := greatest((1 - kept.shared) / rate, extract(epoch FROM goes_before - moment)::float);
    IF lane <> 'background' AND reserve_rate > 0 THEN
      wait := least(wait, (needed - kept.reserve) / reserve_rate);
    END IF;
    IF lane = 'removal' THEN
      kept.removal_waits_until := greatest(kept.removal_waits_until, moment + make_interval(secs => wait + patience));
    ELSIF lane = 'interactive' THEN
      kept.interactive_waits_until := greatest(kept.interactive_waits_until, moment + make_interval(secs => wait + patience));
    END IF;
  END IF;
  UPDATE aws_budget b SET shared = kept.shared - from_shared, reserve = kept.reserve - from_reserve, filled_at = moment,
      shared_rate = take_aws_calls.shared_rate, shared_burst = take_aws_calls.shared_burst,
      reserve_rate = take_aws_calls.reserve_rate, reserve_burst = take_aws_calls.reserve_burst,
      removal_waits_until = kept.removal_waits_until, interactive_waits_until = kept.interactive_waits_until,
      calls = b.calls + taken
    WHERE b.name = budget;
  wait_ms := ceil(wait * 1000);
END $$;

-- AWS throttled in spite of the budget: everybody who shares it slows down. Answers that come within a second of each other are about the
-- same moment and halve the share once.
CREATE FUNCTION note_aws_throttled(budget text) RETURNS void LANGUAGE sql AS $$
  UPDATE aws_budget SET throttled = throttled + 1, shared = least(shared, 0),
      slowed_to = CASE WHEN throttled_at > clock_timestamp() - interval '1 second' THEN slowed_to
                       ELSE greatest(1.0 / 16, aws_budget_share(slowed_to, throttled_at) / 2) END,
      throttled_at = CASE WHEN throttled_at > clock_timestamp() - interval '1 second' THEN throttled_at ELSE clock_timestamp() END
    WHERE name = budget
$$;

-- ---------------------------------------------------------------------------------------------------------
-- Who may what.

CREATE TRIGGER refresh_begins BEFORE INSERT ON refresh
  FOR EACH ROW WHEN (current_user = 'gatehouse_web') EXECUTE FUNCTION begins_as('asked');

REVOKE ALL ON FUNCTION catalogue_moment(), catalogue_run(), keep_catalogue_past(), aws_budget_share(float, timestamptz),
  take_aws_calls(text, text, integer, float, float, float, float), note_aws_throttled(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION catalogue_moment(), catalogue_run() TO gatehouse_web, gatehouse_worker;
GRANT EXECUTE ON FUNCTION aws_budget_share(float, timestamptz) TO gatehouse_web, gatehouse_worker;
GRANT EXECUTE ON FUNCTION take_aws_calls(text, text, integer, float, float, float, float), note_aws_throttled(text) TO gatehouse_worker;

GRANT SELECT ON account_summary, permission_set_summary, group_summary, person_summary, search_entry, sync_part, refresh, aws_budget
  TO gatehouse_web, gatehouse_worker;
GRANT INSERT, UPDATE, DELETE ON account_summary, permission_set_summary, group_summary, person_summary, search_entry
  TO gatehouse_worker;
GRANT INSERT, UPDATE, DELETE ON sync_part TO gatehouse_worker;
GRANT INSERT, UPDATE ON aws_budget TO gatehouse_worker;
GRANT INSERT, UPDATE ON refresh TO gatehouse_worker;
GRANT INSERT (state, kind, target_id, asked_by_id, asked_at, calls, changes) ON refresh TO gatehouse_web;
GRANT INSERT (depth, accepts) ON sync_run TO gatehouse_web;
