import { embeddedJson, embeddedText } from './embed.ts'
import { script, scriptHash, style, styleHash } from './page.gen.ts'
import type { CasesData, PageData } from './page-data.ts'

/** Nothing is loaded, nothing runs but the one script, and not even that may write markup from a string. */
const policy = [
  "default-src 'none'",
  `script-src '${scriptHash}'`,
  `style-src '${styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** The report as one file: what it shows is data, which its script puts into text nodes. */
export function htmlDocument(page: PageData, cases: CasesData): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${embeddedText(page.title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<noscript>${embeddedText(page.title)}. This page shows the rest with a script of its own; it loads nothing.</noscript>`,
    `<script type="application/json" id="page">${embeddedJson(page)}</script>`,
    `<script type="application/json" id="cases">${embeddedJson(cases)}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}
