-- CreateEnum
CREATE TYPE "hook_shape" AS ENUM ('events', 'slack', 'teams');

-- CreateEnum
CREATE TYPE "hook_delivery_state" AS ENUM ('waiting', 'delivered', 'given-up');

-- CreateTable
CREATE TABLE "hook" (
    "name" TEXT NOT NULL,
    "shape" "hook_shape" NOT NULL,
    "origin" TEXT NOT NULL,
    "events" TEXT[],
    "fingerprint" TEXT NOT NULL,
    "configured_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "failure" TEXT,
    "off_since" TIMESTAMPTZ(3),
    "off_fingerprint" TEXT,

    CONSTRAINT "hook_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "hook_event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "audit_event_id" BIGINT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "spread_at" TIMESTAMPTZ(3),
    "type" TEXT,
    "content" JSONB,
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "hook_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hook_delivery" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "hook_name" TEXT NOT NULL,
    "state" "hook_delivery_state" NOT NULL DEFAULT 'waiting',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "waiting_since" TIMESTAMPTZ(3) NOT NULL,
    "give_up_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "sent_body" TEXT,
    "tried_at" TIMESTAMPTZ(3),
    "status" INTEGER,
    "answer" TEXT,
    "failure" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "given_up_at" TIMESTAMPTZ(3),
    "again_asked_at" TIMESTAMPTZ(3),
    "again_asked_by_id" TEXT,
    "again_asked_by_name" TEXT,

    CONSTRAINT "hook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "hook_event_audit_event_id_key" ON "hook_event"("audit_event_id");

-- CreateIndex
CREATE INDEX "hook_event_to_spread" ON "hook_event"("tries", "audit_event_id") WHERE (spread_at is null);

-- CreateIndex
CREATE INDEX "hook_event_occurred_at_idx" ON "hook_event"("occurred_at");

-- CreateIndex
CREATE INDEX "hook_delivery_due" ON "hook_delivery"("hook_name", "due_at") WHERE (state = 'waiting');

-- CreateIndex
CREATE INDEX "hook_delivery_again" ON "hook_delivery"("again_asked_at") WHERE (again_asked_at is not null);

-- CreateIndex
CREATE INDEX "hook_delivery_created_at_id_idx" ON "hook_delivery"("created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "hook_delivery_hook_name_created_at_id_idx" ON "hook_delivery"("hook_name", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "hook_delivery_state_created_at_id_idx" ON "hook_delivery"("state", "created_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "hook_delivery_event_id_hook_name_key" ON "hook_delivery"("event_id", "hook_name");

-- AddForeignKey
ALTER TABLE "hook_event" ADD CONSTRAINT "hook_event_audit_event_id_fkey" FOREIGN KEY ("audit_event_id") REFERENCES "audit_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hook_delivery" ADD CONSTRAINT "hook_delivery_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "hook_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hook_delivery" ADD CONSTRAINT "hook_delivery_hook_name_fkey" FOREIGN KEY ("hook_name") REFERENCES "hook"("name") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------
-- What a delivery's row may say.

ALTER TABLE hook_delivery
  ADD CONSTRAINT hook_delivery_delivered CHECK ((state = 'delivered') = (delivered_at IS NOT NULL)),
  ADD CONSTRAINT hook_delivery_given_up CHECK ((state = 'given-up') = (given_up_at IS NOT NULL)),
  ADD CONSTRAINT hook_delivery_answer_is_short CHECK (octet_length(answer) <= 4096),
  ADD CONSTRAINT hook_delivery_again_of_settled CHECK (again_asked_at IS NULL OR state <> 'waiting'),
  ADD CONSTRAINT hook_delivery_again_by_somebody CHECK (
    (again_asked_at IS NULL) = (again_asked_by_id IS NULL) AND (again_asked_at IS NULL) = (again_asked_by_name IS NULL));

CREATE TRIGGER hook_delivery_begins BEFORE INSERT ON hook_delivery
  FOR EACH ROW EXECUTE FUNCTION begins_as('waiting');

-- The web asks once; the answer is the worker's.
CREATE FUNCTION hook_delivery_asked_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.again_asked_at IS NOT NULL OR NEW.again_asked_at IS NULL THEN
    RAISE EXCEPTION 'delivery % is asked for already, or for nothing', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER hook_delivery_asked_once BEFORE UPDATE ON hook_delivery
  FOR EACH ROW WHEN (current_user = 'gatehouse_web') EXECUTE FUNCTION hook_delivery_asked_once();
REVOKE ALL ON FUNCTION hook_delivery_asked_once() FROM PUBLIC;

-- Whoever writes an audit event marks it as worth telling. What is told of it, to whom, and what came of it is the worker's.
GRANT SELECT ON hook, hook_event, hook_delivery TO gatehouse_web, gatehouse_worker;
GRANT INSERT (audit_event_id, occurred_at) ON hook_event TO gatehouse_web, gatehouse_worker;
GRANT UPDATE (spread_at, type, content, tries) ON hook_event TO gatehouse_worker;
GRANT DELETE ON hook_event TO gatehouse_worker;
GRANT INSERT, UPDATE ON hook, hook_delivery TO gatehouse_worker;
GRANT UPDATE (again_asked_at, again_asked_by_id, again_asked_by_name) ON hook_delivery TO gatehouse_web;
