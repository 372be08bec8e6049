/**
 * The Content-Security-Policy that the page is known to work under, for the mock server.
 *
 * `style-src 'unsafe-inline'` is Monaco's: it places text with style attributes and writes style elements. `data:`
 * images are Monaco's too: squiggles and arrows in its style sheet. Scripts, workers, fonts and connections come from
 * this server and from nowhere else.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
