import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'

import { useSignOut } from '../account/use-sign-out.ts'
import { accessToken, useSession } from '../graph/session.ts'
import { t } from '../language/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { Logo } from '../ui/logo.tsx'
import { chooseTheme, useTheme } from '../ui/theme.ts'
import { Currency } from './currency.tsx'

/** The way home, to one's trips, to a reservation, the currency, the theme, and in or out. */
export function Header({ checkout = false }: { checkout?: boolean }) {
  return (
    <header className="wrap flex min-h-15 items-center gap-3 md:min-h-18 md:gap-7">
      <Link to="/" aria-label={t('Staygraph, home')} className="shrink-0 rounded-small">
        <Logo />
      </Link>
      {checkout ? (
        <span className="ms-auto flex items-center gap-2.5 text-14 text-ink-2">
          <Icon name="lock" size={18} /> {t('Secure checkout')}
        </span>
      ) : (
        <nav aria-label={t('Main')} className="ms-auto flex min-w-0 items-center gap-1 text-14 font-[550] md:gap-4">
          <Link to="/trips" className="hidden rounded-small px-2 py-3 hover:underline md:block">
            {t('My trips')}
          </Link>
          <Link to="/find" className="hidden rounded-small px-2 py-3 hover:underline md:block">
            {t('Find a reservation')}
          </Link>
          <Currency className="hidden md:block" placement="bottom end" />
          <ThemeToggle />
          <Account />
        </nav>
      )}
    </header>
  )
}

function ThemeToggle() {
  const theme = useTheme()
  return (
    <button
      type="button"
      className="icon-button shrink-0"
      aria-label={theme === 'dark' ? t('Use the light theme') : t('Use the dark theme')}
      onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}
    >
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </button>
  )
}

function Account() {
  const session = useSession()
  const navigate = useNavigate()
  const leave = useSignOut()
  useEffect(() => {
    void accessToken()
  }, [])
  const menu = (
    <Popover className="pop-over w-60 p-2" placement="bottom end">
      <Menu aria-label={t('Account')} className="outline-none">
        {session.kind === 'customer' && (
          <MenuItem className="px-3 py-2 text-13 text-ink-2" isDisabled textValue={session.customer.email}>
            {session.customer.email}
          </MenuItem>
        )}
        <MenuItem className="option" onAction={() => void navigate({ to: '/trips' })}>
          {t('My trips')}
        </MenuItem>
        <MenuItem className="option" onAction={() => void navigate({ to: '/find' })}>
          {t('Find a reservation')}
        </MenuItem>
        {session.kind === 'customer' && (
          <MenuItem className="option" onAction={() => void navigate({ to: '/account' })}>
            {t('My account')}
          </MenuItem>
        )}
        {session.kind === 'customer' && session.customer.staffOf.length > 0 && (
          <MenuItem className="option" onAction={() => void navigate({ to: '/desk' })}>
            {t('Hotel desk')}
          </MenuItem>
        )}
        {session.kind === 'customer' && (
          <MenuItem className="option" onAction={() => void leave()}>
            {t('Sign out')}
          </MenuItem>
        )}
      </Menu>
    </Popover>
  )
  if (session.kind === 'customer') {
    return (
      <MenuTrigger>
        <Button className="button button-small button-outline min-w-0">
          <span className="min-w-0 max-w-[14rem] truncate">{session.customer.givenName || t('Account')}</span>
          <Icon name="down" size={16} />
        </Button>
        {menu}
      </MenuTrigger>
    )
  }
  return (
    <>
      <Link to="/sign-in" className="button button-small button-outline whitespace-nowrap max-[22.5rem]:px-2.5">
        {t('Sign in')}
      </Link>
      <MenuTrigger>
        <Button className="icon-button md:hidden" aria-label={t('Menu')}>
          <Icon name="menu" />
        </Button>
        {menu}
      </MenuTrigger>
    </>
  )
}
