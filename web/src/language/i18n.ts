import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'

/**
 * The languages the site speaks. A message is its own English text in ICU MessageFormat, so English needs no catalogue;
 * another language is a file of translations under the same texts: `catalogues/pt.ts` exporting `{ 'My trips': '...' }`.
 */
export const LANGUAGES = { en: 'English' } as const
export type Language = keyof typeof LANGUAGES

/** How that language writes dates and numbers when the browser names no variant of it. */
const LOCALES: Record<Language, string> = { en: 'en-GB' }

export const i18n = setupI18n()
i18n.setMessagesCompiler(compileMessage)
i18n.loadAndActivate({ locale: 'en', messages: {} })

type Values = Record<string, string | number>

/** The message in the reader's language: `t('{count, plural, one {# night} other {# nights}}', { count })`. */
export const t = (message: string, values?: Values): string => i18n._(message, values)

/** BCP 47, for Intl. The reader's own variant of the language when the browser says one: en-GB, en-US, en-IN. */
export function locale(): string {
  const language = i18n.locale as Language
  const own = globalThis.navigator?.languages?.find((tag) => tag.split('-')[0] === language && tag.includes('-'))
  return own === 'en-US' || !own ? LOCALES[language] : own
}
