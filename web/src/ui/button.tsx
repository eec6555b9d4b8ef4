import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'

export type Look = 'lead' | 'outline' | 'danger' | 'text'

const LOOKS: Record<Look, string> = {
  lead: '',
  outline: 'button-outline',
  danger: 'button-danger',
  text: 'button-text',
}

const classes = (look: Look, small: boolean, className = '') =>
  `button ${LOOKS[look]} ${small ? 'button-small' : ''} ${className}`

type Shape = { look?: Look; small?: boolean; className?: string; children: ReactNode }

/** One leading button a page; the others are outlines or text. `isPending` keeps the focus and says so. */
export function Button({
  look = 'lead',
  small = false,
  className,
  children,
  ...props
}: Shape & { ref?: Ref<HTMLButtonElement> } & Omit<AriaButtonProps, keyof Shape>) {
  return (
    <AriaButton {...props} className={classes(look, small, className)}>
      {children}
    </AriaButton>
  )
}

/** A link within the site that looks like a button. */
export function ButtonLink({ look = 'lead', small = false, className, ...props }: Shape & Omit<LinkProps, 'children'>) {
  return <Link {...props} className={classes(look, small, className)} />
}

/** A link to a file or to another site that looks like a button. */
export function ButtonAnchor({
  look = 'lead',
  small = false,
  className,
  children,
  ...props
}: Shape & { href: string; download?: string | boolean; target?: string }) {
  return (
    <a {...props} className={classes(look, small, className)}>
      {children}
    </a>
  )
}
