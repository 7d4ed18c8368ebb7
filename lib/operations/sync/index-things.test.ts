import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMINISTRATORS, type Stage, setStage } from "#lib/auth/testing/stage.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { searchFor } from "#lib/queries/catalogue/search.ts";
import { signedIn } from "#lib/queries/catalogue/viewers.fixture.ts";
import { indexThings } from "./index-things.ts";

let stage: Stage;
let administrator: Viewer;

beforeAll(async () => {
  stage = await setStage("https://login.test");
  for (const id of ["ada", "Åse Ødegård", "Łukasz Żółć", "Æsir Groß", "İpek Çelik", "山田 太郎"]) {
    await stage.addPerson({ id });
  }
  await stage.sql("insert into membership (group_id, person_id) values ($1, 'ada')", [ADMINISTRATORS]);
  administrator = await signedIn(async (text, values) => await stage.sql(text, values), "ada");
  process.env.DATABASE_URL = stage.database.urls.worker;
  await db().$transaction(async (tx) => await indexThings(tx, "everything"));
  process.env.DATABASE_URL = stage.database.urls.web;
});
afterAll(async () => {
  await stage.end();
});

test.each([
  ["odegard", "Åse Ødegård"],
  ["ødegård", "Åse Ødegård"],
  ["ØDEGÅRD", "Åse Ødegård"],
  ["ase ode", "Åse Ødegård"],
  ["lukasz zolc", "Łukasz Żółć"],
  ["aesir gross", "Æsir Groß"],
  ["æsir", "Æsir Groß"],
  ["celik", "İpek Çelik"],
  ["太郎", "山田 太郎"],
])("%j finds %s", async (typed, name) => {
  expect((await searchFor(administrator, typed)).map(({ title }) => title)).toEqual([name]);
});
