-- CreateEnum
CREATE TYPE "api_scope" AS ENUM ('read', 'ask', 'audit');

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "token_hash" BYTEA NOT NULL,
    "person_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" "api_scope"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "api_token_person_id_idx" ON "api_token"("person_id");

ALTER TABLE api_token ADD CONSTRAINT api_token_lives_90_days CHECK (expires_at <= created_at + interval '90 days');

-- A token is made and revoked by the web; nothing of it is ever changed otherwise, and it is never removed.
GRANT SELECT, INSERT ON api_token TO gatehouse_web;
GRANT UPDATE (last_used_at, revoked_at) ON api_token TO gatehouse_web;
GRANT SELECT ON api_token TO gatehouse_worker;
