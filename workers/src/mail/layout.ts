import { createElement as h, type CSSProperties, type ReactNode } from 'react'
import { Body, Head, Html, Preview, render } from 'react-email'

/**
 * The one look of our mails: tables and inline colours, as mail clients want them, 600 px wide, in the site's design.
 * Clients that know `prefers-color-scheme` and widths get the dark and the narrow form from the style sheet.
 */

const light = {
  ground: '#eaf1ef',
  card: '#ffffff',
  sunken: '#f5f8f7',
  line: '#d3dcda',
  ink: '#11211f',
  ink2: '#40514f',
  ink3: '#586a68',
  brand: '#005b4d',
  onBrand: '#ffffff',
}
const dark = {
  ground: '#0d1615',
  card: '#14201e',
  sunken: '#1b2927',
  line: '#2b3a38',
  ink: '#ebf2f0',
  ink2: '#b4c1be',
  ink3: '#92a19d',
  brand: '#71d3be',
  onBrand: '#051c19',
}

const fontFamily = "Commissioner,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif"

const styleSheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:${light.brand}}
@media (max-width:640px){.w{width:100%!important}.pad{padding-left:22px!important;padding-right:22px!important}.fact{display:block!important;width:auto!important;border-left:0!important;border-top:1px solid ${light.line}!important;padding:12px 18px!important}.fact-first{border-top:0!important}.fact-break{display:none!important}.hero{height:auto!important}}
@media (prefers-color-scheme:dark){body,.ground{background:${dark.ground}!important}.card{background:${dark.card}!important}.sunken{background:${dark.sunken}!important}.ink{color:${dark.ink}!important}.ink2{color:${dark.ink2}!important}.ink3{color:${dark.ink3}!important}.rule{border-color:${dark.ink}!important}.fact{border-color:${dark.line}!important}.button{background:${dark.brand}!important;color:${dark.onBrand}!important}.on-light{display:none!important}.on-dark{display:inline-block!important;max-height:none!important}.hero{filter:brightness(.9)}a{color:${dark.brand}}}
`

const table = (style: CSSProperties, className: string, ...rows: ReactNode[]) =>
  h(
    'table',
    { role: 'presentation', width: '100%', cellPadding: 0, cellSpacing: 0, border: 0, className, style },
    h('tbody', null, ...rows),
  )

const row = (padding: string, ...children: ReactNode[]) =>
  h('tr', null, h('td', { className: 'pad', style: { padding } }, ...children))

/** A text that may be in any script: its direction is its own. */
export const named = (text: string) => h('bdi', null, text)

export const strong = (...children: ReactNode[]) =>
  h('b', { className: 'ink', style: { color: light.ink, fontWeight: 650 } }, ...children)

export const small = (...children: ReactNode[]) =>
  h('span', { className: 'ink2', style: { fontSize: '14px', color: light.ink2 } }, ...children)

export const paragraph = (...children: ReactNode[]) =>
  h('p', { className: 'ink2', style: { margin: '10px 0 0', color: light.ink2 } }, ...children)

export const heading = (...children: ReactNode[]) =>
  h(
    'h1',
    {
      className: 'ink',
      style: {
        margin: 0,
        fontSize: '30px',
        lineHeight: 1.15,
        letterSpacing: '-.02em',
        textWrap: 'balance',
        fontWeight: 650,
        color: light.ink,
      },
    },
    ...children,
  )

/** The next line of the same paragraph. */
export const newLine = h('br')

export const section = row

/** A picture in its light and its dark form; a client that knows no dark shows the light one. */
const twofold = (name: string, alt: string, width: number, height: number) => [
  h('img', {
    key: 'light',
    className: 'on-light',
    src: `cid:${name}`,
    alt,
    width,
    height,
    style: { display: 'inline-block', border: 0 },
  }),
  h('img', {
    key: 'dark',
    className: 'on-dark',
    src: `cid:${name}-dark`,
    alt: '',
    width,
    height,
    style: { display: 'none', maxHeight: 0, border: 0 },
  }),
]

type Fact = { name: string; value: string; more: string }

/** Up to three facts side by side; under each other where it is narrow. */
export const facts = (items: Fact[]) =>
  table(
    { background: light.sunken, borderRadius: '10px' },
    'sunken',
    h(
      'tr',
      null,
      ...items.map(({ name, value, more }, index) =>
        h(
          'td',
          {
            className: index === 0 ? 'fact fact-first' : 'fact',
            valign: 'top',
            width: `${Math.floor(100 / items.length)}%`,
            style: { padding: '16px 18px', ...(index > 0 && { borderLeft: `1px solid ${light.line}` }) },
          },
          h('span', { className: 'ink3', style: { fontSize: '13px', color: light.ink3 } }, name),
          h('br'),
          strong(value),
          ' ',
          h('br', { className: 'fact-break' }),
          small(more),
        ),
      ),
    ),
  )

type Line = { text: string; sum: string }

/** Sums under each other, and their total. */
export function sums(lines: Line[], total: Line) {
  const cell = (text: string, end: boolean, className: string, style: CSSProperties) =>
    h(
      'td',
      {
        className,
        ...(end && { align: 'right' }),
        style: { ...style, ...(end && { whiteSpace: 'nowrap', paddingLeft: '16px' }) },
      },
      text,
    )
  const ruled = { padding: '14px 0 4px', borderTop: `2px solid ${light.ink}`, fontWeight: 650, color: light.ink }
  return table(
    { fontSize: '14px', marginTop: '10px' },
    '',
    ...lines.map(({ text, sum }) =>
      h(
        'tr',
        null,
        cell(text, false, 'ink2', { padding: '7px 0', color: light.ink2 }),
        cell(sum, true, 'ink', { padding: '7px 0', color: light.ink }),
      ),
    ),
    h(
      'tr',
      null,
      cell(total.text, false, 'ink rule', { ...ruled, fontSize: '18px' }),
      cell(total.sum, true, 'ink rule', { ...ruled, fontSize: '22px' }),
    ),
  )
}

/** The seal of the offer, and what is to be said beside it. */
export const sealed = (label: string, ...children: ReactNode[]) =>
  h(
    'table',
    { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0 },
    h(
      'tbody',
      null,
      h(
        'tr',
        null,
        h('td', { width: 76, valign: 'middle' }, ...twofold('seal', label, 60, 60)),
        h('td', { className: 'ink2', style: { fontSize: '14px', color: light.ink2 } }, ...children),
      ),
    ),
  )

export const button = (href: string, text: string) =>
  h(
    'a',
    {
      href,
      className: 'button',
      style: {
        display: 'inline-block',
        background: light.brand,
        color: light.onBrand,
        textDecoration: 'none',
        fontWeight: 600,
        padding: '15px 26px',
        borderRadius: '10px',
      },
    },
    text,
  )

type MailPage = {
  title: string
  /** What the list of mails shows after the subject. */
  preview: string
  /** What the picture of the hotel shows, or null for a mail without it. */
  hero: string | null
  rows: ReactNode[]
  footer: string
}

/** The whole mail as HTML. */
export const mailHtml = ({ title, preview, hero, rows, footer }: MailPage) =>
  render(
    h(
      Html,
      { lang: 'en' },
      h(
        Head,
        null,
        h('meta', { name: 'viewport', content: 'width=device-width,initial-scale=1' }),
        h('meta', { name: 'color-scheme', content: 'light dark' }),
        h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
        h('title', null, title),
        h('style', { dangerouslySetInnerHTML: { __html: styleSheet } }),
      ),
      h(Preview, null, preview),
      h(
        Body,
        {
          style: {
            margin: 0,
            padding: 0,
            background: light.ground,
            fontFamily,
            color: light.ink,
            fontSize: '16px',
            lineHeight: 1.5,
          },
        },
        h(
          'table',
          {
            role: 'presentation',
            width: '100%',
            cellPadding: 0,
            cellSpacing: 0,
            border: 0,
            className: 'ground',
            style: { background: light.ground },
          },
          h(
            'tbody',
            null,
            h(
              'tr',
              null,
              h(
                'td',
                { align: 'center', style: { padding: '28px 12px' } },
                h(
                  'table',
                  {
                    role: 'presentation',
                    className: 'w card',
                    width: 600,
                    cellPadding: 0,
                    cellSpacing: 0,
                    border: 0,
                    style: { background: light.card, borderRadius: '16px', overflow: 'hidden', textAlign: 'left' },
                  },
                  h(
                    'tbody',
                    null,
                    row('24px 40px', ...twofold('logo', 'Staygraph', 131, 30)),
                    hero === null
                      ? null
                      : h(
                          'tr',
                          null,
                          h(
                            'td',
                            null,
                            h('img', {
                              className: 'hero w',
                              src: 'cid:hotel',
                              alt: hero,
                              width: 600,
                              height: 280,
                              style: { display: 'block', border: 0, width: '100%', maxWidth: '600px' },
                            }),
                          ),
                        ),
                    ...rows,
                  ),
                ),
                h(
                  'p',
                  {
                    className: 'ink2',
                    style: { fontSize: '13px', color: light.ink2, maxWidth: '560px', margin: '20px auto 0' },
                  },
                  footer,
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  )
