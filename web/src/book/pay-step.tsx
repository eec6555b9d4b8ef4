import { Link } from '@tanstack/react-router'

import { t } from '../language/i18n.ts'
import { exactly, type Money } from '../language/money.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { isSandbox } from './sandbox.ts'
import { Step } from './step.tsx'
import { TestCards } from './test-cards.tsx'

type Props = {
  payNow: Money
  /** What is left to pay at the hotel's desk; zero mostly. */
  atDesk: Money
  form: string
  isPending: boolean
  /** Why the bank's page could not be opened. */
  refused: string | null
}

/** The last step: the button says the sum, and the card is typed at the bank. */
export function PayStep({ payNow, atDesk, form, isPending, refused }: Props) {
  const amount = exactly(payNow)
  const [before, after] = t('Your bank will ask you to approve {amount}. If it shows another amount, refuse it.', {
    amount: '|',
  }).split('|')
  return (
    <Step number={3} title={t('Pay by card')}>
      <p className="mt-1 max-w-[62ch] text-ink-2">
        {t(
          'You type your card on your bank’s own page, which opens next, and may be asked to approve in your bank’s app. Staygraph never sees the number.',
        )}
      </p>
      {atDesk.amount > 0 && (
        <p className="mt-2 text-14 text-ink-2">
          {t('{amount} more is paid at the hotel’s desk: the law wants it so. It is within the total.', {
            amount: exactly(atDesk),
          })}
        </p>
      )}
      <Note tone="ok" icon="lock" className="mt-4">
        {before}
        <b>{t('exactly {amount}', { amount })}</b>
        {after}
      </Note>
      {isSandbox() && <TestCards />}
      {refused && (
        <div role="alert" className="mt-4">
          <Note tone="danger">{refused}</Note>
        </div>
      )}
      <div className="mt-4.5 flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button type="submit" form={form} isPending={isPending} className="w-full md:w-auto">
          {isPending ? t('Opening your bank’s page') : t('Pay {amount} at my bank', { amount })}
        </Button>
        <p className="text-14 text-ink-2">
          {t('By paying you accept the')}{' '}
          <Link to="/about" hash="terms" className="link">
            {t('booking terms')}
          </Link>
          .
        </p>
      </div>
    </Step>
  )
}
