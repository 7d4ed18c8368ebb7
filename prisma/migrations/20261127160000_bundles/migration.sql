-- CreateTable
CREATE TABLE "bundle" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "requester_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bundle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "favourite" (
    "person_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "permission_set_arn" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "favourite_pkey" PRIMARY KEY ("person_id","account_id","permission_set_arn")
);

-- AlterTable
ALTER TABLE "request" ADD COLUMN     "bundle_id" UUID,
ADD COLUMN     "bundle_place" INTEGER;

-- AlterTable
ALTER TABLE "decision_link" ADD COLUMN     "also_shown" JSONB;

-- AlterTable
ALTER TABLE "letter" ADD COLUMN     "told_by_id" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "bundle_id_requester_id_key" ON "bundle"("id", "requester_id");

-- CreateIndex
CREATE UNIQUE INDEX "request_bundle_id_bundle_place_key" ON "request"("bundle_id", "bundle_place");

-- CreateIndex
CREATE INDEX "letter_told_by_id_idx" ON "letter"("told_by_id");

-- AddForeignKey
ALTER TABLE "request" ADD CONSTRAINT "request_bundle_id_requester_id_fkey" FOREIGN KEY ("bundle_id", "requester_id") REFERENCES "bundle"("id", "requester_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_told_by_id_fkey" FOREIGN KEY ("told_by_id") REFERENCES "letter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What has been written so far told of its own request.
UPDATE letter SET told_by_id = id WHERE state = 'sent';

ALTER TABLE request
  ADD CONSTRAINT request_bundled CHECK ((bundle_id IS NULL) = (bundle_place IS NULL)),
  ADD CONSTRAINT request_bundle_place CHECK (bundle_place BETWEEN 1 AND 10);

CREATE TRIGGER bundle_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON bundle
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A bundle is written at once, and its requests are asked with the same words for the same time: whoever has seen one letter has seen them all, and
-- none is slipped in later.
CREATE FUNCTION request_bundled_alike() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM bundle b WHERE b.id = NEW.bundle_id AND b.xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'bundle % is written already', NEW.bundle_id USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
    SELECT FROM request r WHERE r.bundle_id = NEW.bundle_id
      AND (r.duration_minutes, r.starts_at, r.reason, r.ticket, r.created_at)
        IS DISTINCT FROM (NEW.duration_minutes, NEW.starts_at, NEW.reason, NEW.ticket, NEW.created_at)
  ) THEN
    RAISE EXCEPTION 'the requests of bundle % are not asked alike', NEW.bundle_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_bundled_alike BEFORE INSERT ON request
  FOR EACH ROW WHEN (NEW.bundle_id IS NOT NULL) EXECUTE FUNCTION request_bundled_alike();

GRANT SELECT ON bundle TO gatehouse_web, gatehouse_worker;
GRANT INSERT ON bundle TO gatehouse_web;
GRANT INSERT (bundle_id, bundle_place) ON request TO gatehouse_web;
GRANT SELECT, INSERT, DELETE ON favourite TO gatehouse_web;
