/** Loaded before the worker by a test, and by nothing else: the process takes this for the time, so many hours off. */
const offMs = Number(process.env.GATEHOUSE_TEST_CLOCK_HOURS) * 3_600_000;
const rightly = Date.now.bind(Date);

globalThis.Date = new Proxy(Date, {
  construct(target, given, made) {
    const moment: readonly unknown[] = given.length === 0 ? [rightly() + offMs] : given;
    const date: unknown = Reflect.construct(target, moment, made);
    if (!(date instanceof target)) throw new TypeError("no date");
    return date;
  },
  get(target, name) {
    const member: unknown = name === "now" ? () => rightly() + offMs : Reflect.get(target, name);
    return member;
  },
});
