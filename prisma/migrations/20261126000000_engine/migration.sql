-- AlterEnum
ALTER TYPE "aws_operation_outcome" ADD VALUE 'unfinished';

-- CreateEnum
CREATE TYPE "ledger_wait" AS ENUM ('moment', 'operation', 'list', 'place', 'account', 'fault', 'drain', 'verdict');

-- CreateEnum
CREATE TYPE "assignment_verdict" AS ENUM ('keep', 'remove');

-- CreateEnum
CREATE TYPE "engine_ask_kind" AS ENUM ('retry', 'hand-over', 'remove', 'drain', 'resume');

-- CreateEnum
CREATE TYPE "engine_ask_state" AS ENUM ('asked', 'done', 'refused');

-- AlterTable
ALTER TABLE "managed_assignment" ADD COLUMN     "person_gone_at" TIMESTAMPTZ(3),
ADD COLUMN     "verdict" "assignment_verdict",
ADD COLUMN     "verdict_at" TIMESTAMPTZ(3),
ADD COLUMN     "verdict_by_name" TEXT,
ADD COLUMN     "verdict_owner" TEXT,
ADD COLUMN     "waits_for" "ledger_wait",
ADD COLUMN     "waits_since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "engine_ask" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "engine_ask_kind" NOT NULL,
    "grant_id" UUID,
    "owner" TEXT,
    "reason" TEXT NOT NULL,
    "asked_by_id" TEXT NOT NULL,
    "asked_by_name" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "engine_ask_state" NOT NULL DEFAULT 'asked',
    "answered_at" TIMESTAMPTZ(3),
    "answer" TEXT,

    CONSTRAINT "engine_ask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_state" (
    "is_only" BOOLEAN NOT NULL DEFAULT true,
    "draining_since" TIMESTAMPTZ(3),
    "draining_by" TEXT,
    "draining_why" TEXT,
    "aws_ahead_ms" INTEGER,
    "aws_ahead_at" TIMESTAMPTZ(3),

    CONSTRAINT "engine_state_pkey" PRIMARY KEY ("is_only")
);

-- CreateTable
CREATE TABLE "alarm" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "grant_id" UUID,
    "summary" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),
    "hooked_at" TIMESTAMPTZ(3),
    "mail_held_until" TIMESTAMPTZ(3),
    "hook_held_until" TIMESTAMPTZ(3),

    CONSTRAINT "alarm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_count" (
    "name" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT "engine_count_pkey" PRIMARY KEY ("name","label")
);

-- CreateIndex
CREATE INDEX "engine_ask_open" ON "engine_ask"("asked_at") WHERE (state = 'asked');

-- CreateIndex
CREATE INDEX "engine_ask_grant_id_idx" ON "engine_ask"("grant_id");

-- CreateIndex
CREATE UNIQUE INDEX "alarm_one_open" ON "alarm"("kind", "subject") WHERE (closed_at is null);

-- CreateIndex
CREATE INDEX "alarm_opened_at_idx" ON "alarm"("opened_at" DESC);

-- CreateIndex
CREATE INDEX "letter_undeliverable" ON "letter"("created_at") WHERE (state = 'undeliverable');

-- CreateIndex
CREATE INDEX "managed_assignment_in_line" ON "managed_assignment"("due_at") WHERE (waits_for = ANY (ARRAY['place'::ledger_wait, 'account'::ledger_wait]));

-- CreateIndex
CREATE INDEX "managed_assignment_faulty" ON "managed_assignment"("fault_since") WHERE (fault_since is not null);

-- ---------------------------------------------------------------------------------------------------------
-- There is one engine, and its one row is there from the beginning.

ALTER TABLE engine_state ADD CONSTRAINT engine_state_is_only CHECK (is_only);
INSERT INTO engine_state DEFAULT VALUES;

CREATE TRIGGER engine_ask_begins BEFORE INSERT ON engine_ask
  FOR EACH ROW EXECUTE FUNCTION begins_as('asked');
CREATE TRIGGER engine_ask_kept BEFORE DELETE OR TRUNCATE ON engine_ask
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The web writes down what is asked; what the engine is and tells is the worker's.
GRANT SELECT ON engine_ask, engine_state, alarm, engine_count TO gatehouse_web, gatehouse_worker;
GRANT INSERT (id, kind, grant_id, owner, reason, asked_by_id, asked_by_name, asked_at, state) ON engine_ask TO gatehouse_web;
GRANT UPDATE (state, answered_at, answer) ON engine_ask TO gatehouse_worker;
GRANT UPDATE ON engine_state TO gatehouse_worker;
GRANT INSERT, UPDATE ON alarm, engine_count TO gatehouse_worker;
