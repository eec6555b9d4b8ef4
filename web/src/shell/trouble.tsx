import { CombinedGraphQLErrors } from '@apollo/client'
import dayPicture from 'illustration:quiet-day'
import nightPicture from 'illustration:quiet-night'
import type { ReactNode } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { useTheme } from '../ui/theme.ts'

/** A quiet picture, a reason, one remedy: for an empty list, a page that is not there, a part that is away. */
export function Quiet({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  const theme = useTheme()
  return (
    <section className="card overflow-hidden text-center">
      <div className="picture h-44 md:h-60">
        <img src={theme === 'dark' ? nightPicture : dayPicture} alt="" width="960" height="360" />
      </div>
      <div className="mx-auto max-w-xl px-5 py-8">
        <h2>{title}</h2>
        {children && <div className="mt-2 text-ink-2">{children}</div>}
        {action && <div className="mt-5 flex flex-wrap justify-center gap-2.5">{action}</div>}
      </div>
    </section>
  )
}

/** Something failed: what still works, how to go on, and a reference that support finds in the logs. */
export function Trouble({
  error,
  onRetry,
  stillWorks,
}: {
  error: unknown
  onRetry?: (() => void) | undefined
  stillWorks?: string
}) {
  const reference = referenceOf(error)
  return (
    <div role="alert">
      <Quiet
        title={t('This part of Staygraph does not answer')}
        action={onRetry && <Button onPress={onRetry}>{t('Try again')}</Button>}
      >
        <p>{stillWorks ?? t('Nothing was charged or changed. Reservations you made are safe.')}</p>
        {reference && (
          <p className="mt-2 text-13 text-ink-3">{t('Reference for support: {reference}', { reference })}</p>
        )}
      </Quiet>
    </div>
  )
}

function referenceOf(error: unknown): string | null {
  if (!CombinedGraphQLErrors.is(error)) return null
  const found = error.errors.map(({ extensions }) => extensions?.['traceId']).find((id) => typeof id === 'string')
  return typeof found === 'string' ? found : null
}
