import { createElement as h, type ReactNode } from 'react'
import { Body, Head, Html, Preview, render } from 'react-email'

import { section, twofold } from './pieces.ts'
import { fontFamily, light, styleSheet } from './style.ts'

type MailPage = {
  title: string
  /** What the list of mails shows after the subject. */
  preview: string
  /** What the picture of the hotel shows, or null for a mail without it. */
  hero: string | null
  rows: ReactNode[]
  footer: ReactNode[]
}

/** The frame of every mail, 600 px wide in the site's design: the logo, the hotel's picture, the rows, why one gets it. */
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
                    section('24px 40px', ...twofold('logo', 'Staygraph', 131, 30)),
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
                  ...footer,
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  )
