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
import { csvCell } from './families/csvCell.ts';
import { logEntry } from './families/logEntry.ts';
import { linkMarkup } from './families/linkMarkup.ts';
import { loginCookie } from './families/loginCookie.ts';
import { sharedOrigin } from './families/sharedOrigin.ts';
import { errorAnswer } from './families/errorAnswer.ts';
import { profileUpdate } from './families/profileUpdate.ts';
import { tempFile } from './families/tempFile.ts';
import { privateFile } from './families/privateFile.ts';
import { uploadKind } from './families/uploadKind.ts';
import { sortColumn } from './families/sortColumn.ts';
import { documentFilter } from './families/documentFilter.ts';
import { gitHistory } from './families/gitHistory.ts';
import { patternCheck } from './families/patternCheck.ts';
import { pageSize } from './families/pageSize.ts';
import { echoBytes } from './families/echoBytes.ts';
import { bytesNeeded } from './families/bytesNeeded.ts';
import { loadSettings } from './families/loadSettings.ts';
import { xmlTitle } from './families/xmlTitle.ts';
import { runCommandName } from './families/runCommandName.ts';
import { shortName } from './families/shortName.ts';
import { inviteCode } from './families/inviteCode.ts';
import { tokenMatch } from './families/tokenMatch.ts';
import { noteCipher } from './families/noteCipher.ts';
import { readClaims } from './families/readClaims.ts';
import { ownRecord } from './families/ownRecord.ts';
import { loginSession } from './families/loginSession.ts';
import { serviceKey } from './families/serviceKey.ts';
import { removeMember } from './families/removeMember.ts';

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
  csvCell,
  logEntry,
  linkMarkup,
  loginCookie,
  sharedOrigin,
  errorAnswer,
  profileUpdate,
  tempFile,
  privateFile,
  uploadKind,
  sortColumn,
  documentFilter,
  gitHistory,
  patternCheck,
  pageSize,
  echoBytes,
  bytesNeeded,
  loadSettings,
  xmlTitle,
  runCommandName,
  shortName,
  inviteCode,
  tokenMatch,
  noteCipher,
  readClaims,
  ownRecord,
  loginSession,
  serviceKey,
  removeMember,
];
