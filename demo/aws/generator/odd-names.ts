/** Names that a directory may hold and that break what is not prepared for them. */
export const oddNames = [
  "\u202Eevil\u202C txt.exe",
  "\u2066isolated\u2069 \u2067right\u2069",
  "zero\u200Bwidth\u200Djoined\uFEFF",
  "\u200B\u200B",
  "👩‍👩‍👧‍👦 family 🏳️‍🌈 🇳🇱",
  "שלום עולם",
  "مرحبا بالعالم 123",
  "Z\u0301\u0327\u0334\u0335a\u0300\u0301\u0302\u0303\u0304l\u0336g\u0337o\u0338",
  "e\u0301 and é",
  "İstanbul ıI ſẞß",
  "Ωμέγα Ж 漢字 ひらがな 한국어 ไทย हिन्दी",
  "𝔉𝔯𝔞𝔨𝔱𝔲𝔯 𝟙𝟚𝟛",
  "ａｄｍｉｎ",
  "аdmіn",
  "tab\there",
  "line\nbreak",
  "\u00A0no-break\u202F\u2028separator\u2029",
  "  spaces  around  ",
  '<img src=x onerror="alert(1)">',
  "&amp; &lt;b&gt; </script><script>",
  '=HYPERLINK("https://example.com")',
  "@SUM(1+1)",
  "'; drop table account; --",
  "100 % _ \\ \"quoted\" 'single' `tick`",
  "../../etc/passwd",
  "null",
  "undefined",
  "0",
  "-",
  `${"very long name ".repeat(20)}`.slice(0, 300),
  "字".repeat(300),
  "🦊".repeat(150),
] as const;

/** Not even AWS takes these; an endpoint that only speaks like AWS might. */
export const namesBeyondAws = [
  "nul\u0000inside",
  "lone \uD800 surrogate",
  "\u0001\u0007\u001B[31mred",
] as const;

/** Policies that are no policies. */
export const oddInlinePolicies = [
  "{ not json",
  "null",
  "[]",
  '"a text"',
  "{}",
  '{"Statement":"none"}',
  '{"Version":"2012-10-17","Statement":[]}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
  `{"Version":"2012-10-17","Statement":[${'{"Effect":"Allow","Action":"s3:*","Resource":"*"},'.repeat(400)}{}]}`,
] as const;
