/** What was checked and whether it is so; told as it comes. */

export class Verdicts {
  passed = 0;
  failed = 0;

  section(title: string): void {
    console.log(`\n${title}`);
  }

  /** @param sentence what is so when all is well */
  expect(isSo: boolean, sentence: string): void {
    console.log(`  ${isSo ? 'ok  ' : 'FAIL'} ${sentence}`);
    if (isSo) this.passed += 1;
    else this.failed += 1;
  }

  /** What was seen, which decides nothing. */
  note(sentence: string): void {
    console.log(`       ${sentence}`);
  }
}
