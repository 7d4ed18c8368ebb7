-- AlterEnum
ALTER TYPE "api_scope" ADD VALUE 'rules';
ALTER TYPE "api_scope" ADD VALUE 'grants';
ALTER TYPE "api_scope" ADD VALUE 'end';

-- CreateTable
CREATE TABLE "api_answer" (
    "token_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "sent_hash" BYTEA NOT NULL,
    "status" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_answer_pkey" PRIMARY KEY ("token_id","key")
);

-- CreateIndex
CREATE INDEX "api_answer_created_at_idx" ON "api_answer"("created_at");

-- AddForeignKey
ALTER TABLE "api_answer" ADD CONSTRAINT "api_answer_token_id_fkey" FOREIGN KEY ("token_id") REFERENCES "api_token"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE api_answer ADD CONSTRAINT api_answer_key_is_short CHECK (char_length(key) BETWEEN 1 AND 255);
ALTER TABLE api_answer ADD CONSTRAINT api_answer_is_short CHECK (char_length(answer) <= 4096);
ALTER TABLE api_answer ADD CONSTRAINT api_answer_hash_is_sha256 CHECK (octet_length(sent_hash) = 32);

-- What was answered is answered again: the web writes it once, and cannot change it or take it away. The worker takes away what is old.
GRANT SELECT, INSERT ON api_answer TO gatehouse_web;
GRANT SELECT, DELETE ON api_answer TO gatehouse_worker;
