import { type ReactNode, useEffect, useRef } from 'react'

import { Icon, type IconName } from './icon.tsx'
import type { Tone } from './note.tsx'

type Props = {
  tone: Tone
  icon: IconName
  title: string
  children: ReactNode
  /** What can be done about it: buttons. */
  actions?: ReactNode
  /** Of its title, where no other heading stands between it and the page's own. 3 when left out. */
  level?: 2 | 3
  /** It interrupts: read aloud at once, and given the focus. For refusals only. */
  assertive?: boolean
}

/** A fact and its remedy: an icon, a title, a sentence, buttons. */
export function Panel({ tone, icon, title, children, actions, level = 3, assertive = false }: Props) {
  const self = useRef<HTMLElement>(null)
  const Title = `h${level}` as const
  useEffect(() => {
    if (assertive) self.current?.focus()
  }, [assertive, title])
  return (
    <section
      ref={self}
      tabIndex={assertive ? -1 : undefined}
      {...(assertive ? { role: 'alert' } : {})}
      className="card grid grid-cols-[44px_minmax(0,1fr)] gap-4 p-5"
    >
      <span className={`tone-${tone} grid size-11 place-items-center rounded-[12px]`}>
        <Icon name={icon} size={22} />
      </span>
      <div>
        <Title className="text-18 leading-snug tracking-normal">{title}</Title>
        <div className="mt-1 text-14 text-ink-2">{children}</div>
        {actions && <div className="mt-3.5 flex flex-wrap gap-2.5">{actions}</div>}
      </div>
    </section>
  )
}
