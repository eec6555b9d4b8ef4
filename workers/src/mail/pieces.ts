import { createElement as h, type CSSProperties, type ReactNode } from 'react'

import { light } from './style.ts'

/** The pieces that our mails are put together from: tables and inline colours, as mail clients want them. */

const table = (style: CSSProperties, className: string, ...rows: ReactNode[]) =>
  h(
    'table',
    { role: 'presentation', width: '100%', cellPadding: 0, cellSpacing: 0, border: 0, className, style },
    h('tbody', null, ...rows),
  )

/** A row of the mail, with its own padding. */
export const section = (padding: string, ...children: ReactNode[]) =>
  h('tr', null, h('td', { className: 'pad', style: { padding } }, ...children))

/** A text that may be in any script and as long as can be: its direction is its own, and its words widen no mail. */
export const named = (text: string) => h('bdi', { style: { overflowWrap: 'anywhere', wordBreak: 'break-word' } }, text)

/** Words that stay on one line. */
export const whole = (text: string) => h('span', { style: { whiteSpace: 'nowrap' } }, text)

/** The names of what is attached. Each stands on a line of its own rather than being torn at its hyphens. */
export const attached = (files: readonly string[]): ReactNode[] => [
  ' Attached: ',
  ...files.flatMap((file, index) => [
    index > 0 ? ', ' : '',
    h('span', { key: file, style: { display: 'inline-block', maxWidth: '100%', overflowWrap: 'anywhere' } }, file),
  ]),
]

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

/** A picture in its light and its dark form; a client that knows no dark shows the light one. */
export const twofold = (name: string, alt: string, width: number, height: number) => [
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
