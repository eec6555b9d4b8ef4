import { CombinedGraphQLErrors } from '@apollo/client'
import dayPicture from 'illustration:quiet-day'
import nightPicture from 'illustration:quiet-night'
import type { ReactNode } from 'react'

import { t } from '../language/i18n.ts'
import { Button } from '../ui/button.tsx'
import { useTheme } from '../ui/theme.ts'

type QuietProps = {
  title: string
  children?: ReactNode
  action?: ReactNode
  /** It is all there is on the page. */
  alone?: boolean
}

/** A quiet picture, a reason, one remedy: for an empty list, a page that is not there, a part that is away. */
export function Quiet({ title, children, action, alone = false }: QuietProps) {
  const theme = useTheme()
  return (
    <section className="card overflow-hidden text-center">
      <div className="picture h-44 md:h-60">
        <img src={theme === 'dark' ? nightPicture : dayPicture} alt="" width="960" height="360" />
      </div>
      <div className="mx-auto max-w-xl px-5 py-8">
        {alone ? <h1 className="text-26">{title}</h1> : <h2>{title}</h2>}
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
  alone = false,
}: {
  error: unknown
  onRetry?: (() => void) | undefined
  stillWorks?: string
  alone?: boolean
}) {
  const reference = referenceOf(error)
  return (
    <div role="alert">
      <Quiet
        alone={alone}
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
