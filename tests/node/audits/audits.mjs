/**
 * Runs every audit of graphql-http against a server: CORRIDOR_URL=http://127.0.0.1:8000/graphql npm start
 *
 * Prints one line for each that does not pass, and ends with exit code 1 if one of them is an error or a warning that
 * is not listed below with its reason. Notices are about what a server MAY do.
 */
import { serverAudits } from 'graphql-http';

/** Audits that are not followed, and why. @type {Record<string, string>} */
const NOT_FOLLOWED = {};

const url = process.env.CORRIDOR_URL;
if (!url) throw new Error('Say which server to audit: CORRIDOR_URL=http://127.0.0.1:8000/graphql npm start');

const audits = serverAudits({ url, fetchFn: fetch });
let failed = 0;
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status === 'ok') continue;
  const reason = NOT_FOLLOWED[audit.id];
  const counts = result.status !== 'notice' && !reason;
  if (counts) failed += 1;
  console.log(`${result.status} ${audit.id} ${audit.name}: ${result.reason}${reason ? ` (${reason})` : ''}`);
}
console.log(`${audits.length} audits, ${failed} failed`);
if (audits.length < 60) throw new Error('the audits have become fewer');
process.exitCode = failed > 0 ? 1 : 0;
