import type { ReactNode } from 'react'

import { Icon, type IconName } from './icon.tsx'

export type Tone = 'info' | 'ok' | 'sun' | 'danger' | 'plain'

const ICONS: Record<Tone, IconName> = { info: 'info', ok: 'check', sun: 'clock', danger: 'info', plain: 'info' }

/** News beside what it is about. Polite to screen readers; only a refusal interrupts. */
export function Note({
  tone = 'info',
  icon = ICONS[tone],
  live = false,
  className = '',
  children,
}: {
  tone?: Tone
  icon?: IconName
  live?: boolean
  className?: string
  children: ReactNode
}) {
  return (
    <div className={`note tone-${tone} ${className}`} {...(live ? { role: 'status' } : {})}>
      <Icon name={icon} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}

export const Tag = ({
  tone = 'plain',
  icon,
  children,
}: {
  tone?: Tone | undefined
  icon?: IconName | undefined
  children: ReactNode
}) => (
  <span className={`tag tone-${tone}`}>
    {icon && <Icon name={icon} size={16} />}
    {children}
  </span>
)
