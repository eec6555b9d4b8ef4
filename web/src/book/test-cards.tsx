import { t } from '../language/i18n.ts'
import { Note } from '../ui/note.tsx'

// The bank's published test numbers. They belong to nobody, and a real bank refuses them.
const CARDS = [
  ['4242 4242 4242 4242', 'is approved'],
  ['4000 0027 6000 3184', 'asks you to approve (3-D Secure)'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0000 0000 9995', 'is declined: insufficient funds'],
] as const

/** Only where the site runs with the sandbox's bank. */
export function TestCards() {
  return (
    <Note tone="info" className="mt-4">
      <p>
        <b>{t('This is a sandbox: no real money moves.')}</b>{' '}
        {t('At the bank, type one of these, any date to come and any three digits:')}
      </p>
      <ul className="mt-2 grid gap-x-6 gap-y-1">
        {CARDS.map(([number, meaning]) => (
          <li key={number} className="flex flex-wrap gap-x-3">
            <span className="font-[600] whitespace-nowrap">{number}</span> <span>{t(meaning)}</span>
          </li>
        ))}
      </ul>
    </Note>
  )
}
