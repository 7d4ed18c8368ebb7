/** A reason the demo cannot go on, as a sentence that says what to do; shown without a stack. */
export class CannotStart extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "CannotStart";
  }
}
