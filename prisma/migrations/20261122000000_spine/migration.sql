-- CreateEnum
CREATE TYPE "account_state" AS ENUM ('PENDING_ACTIVATION', 'ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'CLOSED', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "person_status" AS ENUM ('ENABLED', 'DISABLED', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "principal_kind" AS ENUM ('user', 'group');

-- CreateEnum
CREATE TYPE "sync_state" AS ENUM ('asked', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "rule_part" AS ENUM ('requester', 'approver');

-- CreateEnum
CREATE TYPE "rule_target_kind" AS ENUM ('account', 'ou');

-- CreateEnum
CREATE TYPE "request_state" AS ENUM ('pending', 'approved', 'denied', 'cancelled', 'lapsed', 'invalidated');

-- CreateEnum
CREATE TYPE "verdict" AS ENUM ('approve', 'deny');

-- CreateEnum
CREATE TYPE "grant_state" AS ENUM ('scheduled', 'granting', 'active', 'active-preexisting', 'revoking', 'revoke-blocked', 'contested', 'grant-failed', 'ended', 'cancelled', 'invalidated');

-- CreateEnum
CREATE TYPE "sighting" AS ENUM ('present', 'absent');

-- CreateEnum
CREATE TYPE "assignment_origin" AS ENUM ('ours', 'preexisting', 'contested');

-- CreateEnum
CREATE TYPE "aws_operation_kind" AS ENUM ('create', 'delete');

-- CreateEnum
CREATE TYPE "aws_operation_outcome" AS ENUM ('succeeded', 'failed', 'refused', 'unknown');

-- CreateEnum
CREATE TYPE "letter_kind" AS ENUM ('decision-asked', 'request-approved', 'request-denied', 'request-lapsed', 'request-invalidated', 'grant-active', 'grant-failed', 'grant-invalidated', 'grant-ended');

-- CreateEnum
CREATE TYPE "letter_state" AS ENUM ('queued', 'sent', 'superseded', 'undeliverable');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('person', 'worker', 'host');

-- CreateTable
CREATE TABLE "organisation" (
    "id" TEXT NOT NULL,
    "management_account_id" TEXT NOT NULL,
    "root_id" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisational_unit" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" TEXT,
    "path" TEXT[],
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisational_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "state" "account_state" NOT NULL,
    "parent_id" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3),
    "tags" JSONB NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "permission_set" (
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
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "permission_set_pkey" PRIMARY KEY ("arn")
);

-- CreateTable
CREATE TABLE "identity_group" (
    "id" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "external_ids" JSONB NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "email" TEXT,
    "title" TEXT,
    "status" "person_status" NOT NULL,
    "external_ids" JSONB NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "group_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("group_id","person_id")
);

-- CreateTable
CREATE TABLE "provisioned_permission_set" (
    "account_id" TEXT NOT NULL,
    "permission_set_arn" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provisioned_permission_set_pkey" PRIMARY KEY ("account_id","permission_set_arn")
);

-- CreateTable
CREATE TABLE "assignment" (
    "account_id" TEXT NOT NULL,
    "permission_set_arn" TEXT NOT NULL,
    "principal_kind" "principal_kind" NOT NULL,
    "principal_id" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("account_id","permission_set_arn","principal_kind","principal_id")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "state" "sync_state" NOT NULL DEFAULT 'asked',
    "asked_by_id" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "progress_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "worker_id" TEXT,
    "progress" JSONB NOT NULL DEFAULT '{}',
    "failure" TEXT,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_identity" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_sign_in_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "token_hash" BYTEA NOT NULL,
    "identity_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "auth_time" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "version" INTEGER NOT NULL,
    "max_minutes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_principal" (
    "rule_id" UUID NOT NULL,
    "part" "rule_part" NOT NULL,
    "principal_kind" "principal_kind" NOT NULL,
    "principal_id" TEXT NOT NULL,

    CONSTRAINT "rule_principal_pkey" PRIMARY KEY ("rule_id","part","principal_kind","principal_id")
);

-- CreateTable
CREATE TABLE "rule_permission_set" (
    "rule_id" UUID NOT NULL,
    "permission_set_arn" TEXT NOT NULL,

    CONSTRAINT "rule_permission_set_pkey" PRIMARY KEY ("rule_id","permission_set_arn")
);

-- CreateTable
CREATE TABLE "rule_target" (
    "rule_id" UUID NOT NULL,
    "kind" "rule_target_kind" NOT NULL,
    "target_id" TEXT NOT NULL,

    CONSTRAINT "rule_target_pkey" PRIMARY KEY ("rule_id","kind","target_id")
);

-- CreateTable
CREATE TABLE "request" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "number" SERIAL NOT NULL,
    "requester_id" TEXT NOT NULL,
    "requester_name" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "account_name" TEXT NOT NULL,
    "permission_set_arn" TEXT NOT NULL,
    "permission_set_name" TEXT NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "ticket" TEXT,
    "rule_id" UUID NOT NULL,
    "rule_name" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "state" "request_state" NOT NULL DEFAULT 'pending',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "lapses_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_reason" TEXT,

    CONSTRAINT "request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "request_id" UUID NOT NULL,
    "requester_id" TEXT NOT NULL,
    "decider_id" TEXT NOT NULL,
    "decider_name" TEXT NOT NULL,
    "verdict" "verdict" NOT NULL,
    "comment" TEXT NOT NULL,
    "granted_minutes" INTEGER,
    "content_hash" TEXT NOT NULL,
    "session_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_link" (
    "token_hash" BYTEA NOT NULL,
    "request_id" UUID NOT NULL,
    "approver_id" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "access_grant" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "request_id" UUID NOT NULL,
    "person_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "permission_set_arn" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "session_minutes" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" TEXT,
    "withdrawn_by_name" TEXT,
    "withdrawn_reason" TEXT,
    "state" "grant_state" NOT NULL DEFAULT 'scheduled',
    "managed_assignment_id" UUID,
    "active_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" TEXT,
    "end_detail" TEXT,

    CONSTRAINT "access_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "managed_assignment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "instance_arn" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "permission_set_arn" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "origin" "assignment_origin",
    "found_absent_at" TIMESTAMPTZ(3),
    "intent_at" TIMESTAMPTZ(3),
    "intent_grant_id" UUID,
    "seen" "sighting",
    "seen_at" TIMESTAMPTZ(3),
    "absent_since" TIMESTAMPTZ(3),
    "create_attempts" INTEGER NOT NULL DEFAULT 0,
    "faults" INTEGER NOT NULL DEFAULT 0,
    "fault_kind" TEXT,
    "fault_message" TEXT,
    "fault_at" TIMESTAMPTZ(3),
    "fault_since" TIMESTAMPTZ(3),
    "tombstone_at" TIMESTAMPTZ(3),
    "tombstone_looks" INTEGER NOT NULL DEFAULT 0,
    "late_creates" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "lease_epoch" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "managed_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "aws_operation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "managed_assignment_id" UUID NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" "aws_operation_kind" NOT NULL,
    "slot" INTEGER NOT NULL,
    "request_id" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "outcome" "aws_operation_outcome",
    "message" TEXT,

    CONSTRAINT "aws_operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "letter_kind" NOT NULL,
    "recipient_id" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "grant_id" UUID,
    "state" "letter_state" NOT NULL DEFAULT 'queued',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "sent_to" TEXT,
    "failure" TEXT,

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "heartbeat" (
    "worker_id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "host" TEXT NOT NULL,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("worker_id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" TEXT NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "target_name" TEXT NOT NULL,
    "request_id" UUID,
    "grant_id" UUID,
    "account_id" TEXT,
    "person_id" TEXT,
    "cause" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "session_id" UUID,
    "address" TEXT,
    "user_agent" TEXT,
    "correlation_id" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "organisational_unit_parent_id_idx" ON "organisational_unit"("parent_id");

-- CreateIndex
CREATE INDEX "organisational_unit_path_idx" ON "organisational_unit" USING GIN ("path");

-- CreateIndex
CREATE INDEX "account_name_id_idx" ON "account"("name", "id");

-- CreateIndex
CREATE INDEX "account_parent_id_idx" ON "account"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "permission_set_id_key" ON "permission_set"("id");

-- CreateIndex
CREATE INDEX "permission_set_name_arn_idx" ON "permission_set"("name", "arn");

-- CreateIndex
CREATE INDEX "identity_group_display_name_id_idx" ON "identity_group"("display_name", "id");

-- CreateIndex
CREATE INDEX "person_display_name_id_idx" ON "person"("display_name", "id");

-- CreateIndex
CREATE INDEX "person_user_name_idx" ON "person"("user_name");

-- CreateIndex
CREATE INDEX "person_external_ids_idx" ON "person" USING GIN ("external_ids" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "membership_person_id_idx" ON "membership"("person_id");

-- CreateIndex
CREATE INDEX "provisioned_permission_set_permission_set_arn_idx" ON "provisioned_permission_set"("permission_set_arn");

-- CreateIndex
CREATE INDEX "assignment_principal_kind_principal_id_idx" ON "assignment"("principal_kind", "principal_id");

-- CreateIndex
CREATE INDEX "assignment_permission_set_arn_idx" ON "assignment"("permission_set_arn");

-- CreateIndex
CREATE INDEX "sync_run_finished_at_idx" ON "sync_run"("finished_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "sync_run_one_of_each" ON "sync_run"("state") WHERE (finished_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_identity_issuer_subject_key" ON "sign_in_identity"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_identity_issuer_person_id_key" ON "sign_in_identity"("issuer", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "rule_name_key" ON "rule"("name");

-- CreateIndex
CREATE INDEX "rule_principal_principal_kind_principal_id_idx" ON "rule_principal"("principal_kind", "principal_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_number_key" ON "request"("number");

-- CreateIndex
CREATE INDEX "request_pending_deadline" ON "request"("lapses_at") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "request_requester_id_created_at_idx" ON "request"("requester_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "request_created_at_id_idx" ON "request"("created_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "request_id_requester_id_key" ON "request"("id", "requester_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_one_pending" ON "request"("requester_id", "account_id", "permission_set_arn") WHERE (state = 'pending');

-- CreateIndex
CREATE INDEX "decision_decider_id_decided_at_idx" ON "decision"("decider_id", "decided_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "decision_request_id_decider_id_key" ON "decision"("request_id", "decider_id");

-- CreateIndex
CREATE INDEX "decision_link_request_id_idx" ON "decision_link"("request_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_grant_request_id_key" ON "access_grant"("request_id");

-- CreateIndex
CREATE INDEX "access_grant_to_begin" ON "access_grant"("starts_at") WHERE (state = 'scheduled');

-- CreateIndex
CREATE INDEX "access_grant_withdrawn" ON "access_grant"("withdrawn_at") WHERE ((withdrawn_at IS NOT NULL) AND (ended_at IS NULL));

-- CreateIndex
CREATE INDEX "access_grant_person_id_ends_at_idx" ON "access_grant"("person_id", "ends_at" DESC);

-- CreateIndex
CREATE INDEX "access_grant_managed_assignment_id_idx" ON "access_grant"("managed_assignment_id");

-- CreateIndex
CREATE INDEX "access_grant_account_id_permission_set_arn_person_id_idx" ON "access_grant"("account_id", "permission_set_arn", "person_id");

-- CreateIndex
CREATE INDEX "managed_assignment_due" ON "managed_assignment"("due_at") WHERE (due_at is not null);

-- CreateIndex
CREATE UNIQUE INDEX "managed_assignment_instance_arn_account_id_permission_set_a_key" ON "managed_assignment"("instance_arn", "account_id", "permission_set_arn", "person_id");

-- CreateIndex
CREATE INDEX "aws_operation_managed_assignment_id_started_at_idx" ON "aws_operation"("managed_assignment_id", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "aws_operation_one_open" ON "aws_operation"("managed_assignment_id") WHERE (settled_at is null);

-- CreateIndex
CREATE UNIQUE INDEX "aws_operation_one_per_account" ON "aws_operation"("account_id") WHERE (settled_at is null);

-- CreateIndex
CREATE UNIQUE INDEX "aws_operation_slots" ON "aws_operation"("slot") WHERE (settled_at is null);

-- CreateIndex
CREATE INDEX "letter_due" ON "letter"("due_at") WHERE (state = 'queued');

-- CreateIndex
CREATE UNIQUE INDEX "letter_kind_recipient_id_request_id_key" ON "letter"("kind", "recipient_id", "request_id");

-- CreateIndex
CREATE INDEX "audit_event_at_id_idx" ON "audit_event"("at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_event_request_id_idx" ON "audit_event"("request_id");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_id_idx" ON "audit_event"("actor_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_event_account_id_id_idx" ON "audit_event"("account_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_event_person_id_id_idx" ON "audit_event"("person_id", "id" DESC);

-- CreateIndex
CREATE INDEX "audit_event_action_id_idx" ON "audit_event"("action", "id" DESC);

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "sign_in_identity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_principal" ADD CONSTRAINT "rule_principal_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_permission_set" ADD CONSTRAINT "rule_permission_set_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_target" ADD CONSTRAINT "rule_target_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "rule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_request_id_requester_id_fkey" FOREIGN KEY ("request_id", "requester_id") REFERENCES "request"("id", "requester_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_link" ADD CONSTRAINT "decision_link_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_managed_assignment_id_fkey" FOREIGN KEY ("managed_assignment_id") REFERENCES "managed_assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aws_operation" ADD CONSTRAINT "aws_operation_managed_assignment_id_fkey" FOREIGN KEY ("managed_assignment_id") REFERENCES "managed_assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "request"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "access_grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------
-- The clock. Every operation reads its `now` here, and nowhere else.

CREATE FUNCTION gatehouse_now() RETURNS timestamptz
  LANGUAGE sql VOLATILE PARALLEL SAFE
  AS $$ SELECT clock_timestamp() $$;

-- ---------------------------------------------------------------------------------------------------------
-- What must hold whoever writes.

ALTER TABLE request
  ADD CONSTRAINT request_duration CHECK (duration_minutes BETWEEN 15 AND 10080),
  ADD CONSTRAINT request_reason CHECK (length(reason) BETWEEN 1 AND 1000),
  ADD CONSTRAINT request_settled CHECK ((state = 'pending') = (settled_at IS NULL));

ALTER TABLE decision
  ADD CONSTRAINT decision_not_own CHECK (decider_id <> requester_id),
  ADD CONSTRAINT decision_minutes CHECK ((verdict = 'approve') = (granted_minutes IS NOT NULL));

ALTER TABLE access_grant
  ADD CONSTRAINT access_grant_window CHECK (ends_at > starts_at),
  ADD CONSTRAINT access_grant_finite CHECK (isfinite(starts_at) AND isfinite(ends_at) AND isfinite(withdrawn_at)),
  ADD CONSTRAINT access_grant_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL));

ALTER TABLE aws_operation
  ADD CONSTRAINT aws_operation_settled CHECK ((settled_at IS NULL) = (outcome IS NULL)),
  ADD CONSTRAINT aws_operation_slot CHECK (slot >= 1);

ALTER TABLE rule
  ADD CONSTRAINT rule_duration CHECK (max_minutes BETWEEN 15 AND 10080);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows are written once', lower(TG_OP), TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_event_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER request_kept BEFORE DELETE OR TRUNCATE ON request
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER access_grant_kept BEFORE DELETE OR TRUNCATE ON access_grant
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A request leaves `pending` once, and what was asked never changes.
CREATE FUNCTION request_settles_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'pending' THEN
    RAISE EXCEPTION 'request % is already %', OLD.id, OLD.state USING ERRCODE = 'check_violation';
  END IF;
  IF (to_jsonb(NEW) - ARRAY['state', 'settled_at', 'settled_reason'])
     IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['state', 'settled_at', 'settled_reason']) THEN
    RAISE EXCEPTION 'what request % asks for does not change', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_settles_once BEFORE UPDATE ON request
  FOR EACH ROW EXECUTE FUNCTION request_settles_once();

-- A grant is born of a recorded yes, within what it allowed.
CREATE FUNCTION access_grant_follows_a_yes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM request r JOIN decision d ON d.request_id = r.id
    WHERE r.id = NEW.request_id AND r.state = 'approved' AND d.verdict = 'approve'
      AND r.requester_id = NEW.person_id AND r.account_id = NEW.account_id
      AND r.permission_set_arn = NEW.permission_set_arn
      AND d.granted_minutes <= r.duration_minutes
      AND NEW.ends_at <= NEW.starts_at + make_interval(mins => d.granted_minutes)
  ) THEN
    RAISE EXCEPTION 'no recorded decision allows this grant' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER access_grant_follows_a_yes BEFORE INSERT ON access_grant
  FOR EACH ROW EXECUTE FUNCTION access_grant_follows_a_yes();

-- A grant's end never moves later, a withdrawal is not taken back, and a terminal state is not left.
CREATE FUNCTION access_grant_only_shrinks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.request_id, NEW.person_id, NEW.account_id, NEW.permission_set_arn, NEW.starts_at, NEW.session_minutes, NEW.fingerprint)
     IS DISTINCT FROM
     (OLD.request_id, OLD.person_id, OLD.account_id, OLD.permission_set_arn, OLD.starts_at, OLD.session_minutes, OLD.fingerprint)
     OR NEW.ends_at > OLD.ends_at
     OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) THEN
    RAISE EXCEPTION 'grant % only ever becomes shorter', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state <> OLD.state AND OLD.state IN ('ended', 'cancelled', 'invalidated', 'grant-failed') THEN
    RAISE EXCEPTION 'grant % is already %', OLD.id, OLD.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER access_grant_only_shrinks BEFORE UPDATE ON access_grant
  FOR EACH ROW EXECUTE FUNCTION access_grant_only_shrinks();

-- What is new begins at its beginning, whoever writes it.
CREATE FUNCTION begins_as() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state::text <> TG_ARGV[0] THEN
    RAISE EXCEPTION 'a new row of % begins as %, not as %', TG_TABLE_NAME, TG_ARGV[0], NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_begins BEFORE INSERT ON request
  FOR EACH ROW EXECUTE FUNCTION begins_as('pending');
CREATE TRIGGER access_grant_begins BEFORE INSERT ON access_grant
  FOR EACH ROW EXECUTE FUNCTION begins_as('scheduled');
CREATE TRIGGER letter_begins BEFORE INSERT ON letter
  FOR EACH ROW EXECUTE FUNCTION begins_as('queued');
CREATE TRIGGER sync_run_begins BEFORE INSERT ON sync_run
  FOR EACH ROW WHEN (current_user = 'gatehouse_web') EXECUTE FUNCTION begins_as('asked');

-- ---------------------------------------------------------------------------------------------------------
-- Three roles: the migrator owns the schema, the web asks, the worker acts.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_web')
     OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_worker') THEN
    RAISE EXCEPTION 'the roles gatehouse_web and gatehouse_worker do not exist: create them first, as docs/operations.md shows'
      USING ERRCODE = 'undefined_object';
  END IF;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO gatehouse_web, gatehouse_worker;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gatehouse_now() TO gatehouse_web, gatehouse_worker;

GRANT SELECT ON
  organisation, organisational_unit, account, permission_set, identity_group, person, membership,
  provisioned_permission_set, assignment, sync_run,
  rule, rule_principal, rule_permission_set, rule_target,
  request, decision, decision_link, access_grant, managed_assignment, aws_operation, letter, heartbeat, audit_event
  TO gatehouse_web, gatehouse_worker;

-- The catalogue, the ledger and the heartbeat are the worker's.
GRANT INSERT, UPDATE, DELETE ON
  organisation, organisational_unit, account, permission_set, identity_group, person, membership,
  provisioned_permission_set, assignment, sync_run, heartbeat
  TO gatehouse_worker;
GRANT INSERT, UPDATE ON managed_assignment, aws_operation TO gatehouse_worker;
GRANT INSERT (state, asked_by_id, asked_at, progress) ON sync_run TO gatehouse_web;

-- Sign-in is the web's; the worker may end sessions.
GRANT SELECT, INSERT, UPDATE ON sign_in_identity TO gatehouse_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO gatehouse_web;
GRANT SELECT, DELETE ON session TO gatehouse_worker;

-- The web records what people ask and decide; the states that AWS brings about are the worker's.
GRANT INSERT (id, requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name,
              duration_minutes, reason, ticket, rule_id, rule_name, rule_version, state, created_at, lapses_at)
  ON request TO gatehouse_web;
GRANT UPDATE (state, settled_at, settled_reason) ON request TO gatehouse_web, gatehouse_worker;
GRANT USAGE ON SEQUENCE request_number_seq TO gatehouse_web;
GRANT INSERT ON decision TO gatehouse_web;
GRANT INSERT (id, request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes, fingerprint, state, created_at)
  ON access_grant TO gatehouse_web;
GRANT UPDATE (withdrawn_at, withdrawn_by_id, withdrawn_by_name, withdrawn_reason) ON access_grant TO gatehouse_web;
GRANT UPDATE ON access_grant TO gatehouse_worker;
GRANT INSERT (id, kind, recipient_id, request_id, grant_id, state, attempts, created_at, due_at) ON letter TO gatehouse_web;
GRANT INSERT, UPDATE ON letter TO gatehouse_worker;
GRANT INSERT ON decision_link TO gatehouse_worker;

GRANT INSERT ON audit_event TO gatehouse_web, gatehouse_worker;
GRANT USAGE ON SEQUENCE audit_event_id_seq TO gatehouse_web, gatehouse_worker;

-- Both processes ask which migrations were applied before they take up work.
DO $$
BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    GRANT SELECT ON _prisma_migrations TO gatehouse_web, gatehouse_worker;
  END IF;
END $$;
