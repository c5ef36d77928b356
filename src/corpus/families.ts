/** Every family of the corpus. A new one is added here; docs/adding-a-family.md shows how. */
import type { Family } from './family.ts';
import { commandArguments } from './families/commandArguments.ts';
import { elementText } from './families/elementText.ts';
import { fetchLink } from './families/fetchLink.ts';
import { headerValue } from './families/headerValue.ts';
import { orderTotal } from './families/orderTotal.ts';
import { pathFolder } from './families/pathFolder.ts';
import { randomToken } from './families/randomToken.ts';
import { readData } from './families/readData.ts';
import { redirectTarget } from './families/redirectTarget.ts';
import { repeatMark } from './families/repeatMark.ts';
import { sessionCookie } from './families/sessionCookie.ts';
import { setOption } from './families/setOption.ts';
import { sqlParameters } from './families/sqlParameters.ts';
import { textHash } from './families/textHash.ts';

/** In the order drawTask goes round. Appending keeps the tasks of a family, not their indices. */
export const families: readonly Family[] = [
  sqlParameters,
  pathFolder,
  commandArguments,
  elementText,
  readData,
  headerValue,
  redirectTarget,
  fetchLink,
  setOption,
  randomToken,
  orderTotal,
  repeatMark,
  textHash,
  sessionCookie,
];
