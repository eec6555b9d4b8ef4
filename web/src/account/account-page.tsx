import { Link } from '@tanstack/react-router'
import { useState } from 'react'

import type { SignedIn } from '../graph/session.ts'
import { t } from '../language/i18n.ts'
import { useTitle } from '../shell/title.ts'
import { Button } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'
import { EraseSheet } from './erase-sheet.tsx'
import { OnlySignedIn } from './only-signed-in.tsx'
import { useSignOut } from './use-sign-out.ts'

export function AccountPage() {
  useTitle(t('My account'))
  return <OnlySignedIn title={t('My account')}>{(customer) => <Account customer={customer} />}</OnlySignedIn>
}

function Account({ customer }: { customer: SignedIn }) {
  const leave = useSignOut()
  const [isLeaving, setLeaving] = useState(false)
  const [isErasing, setErasing] = useState(false)
  const press = () => {
    setLeaving(true)
    void leave()
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <section className="card p-6 md:p-8">
        <h2>{t('You')}</h2>
        <dl className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 md:grid-cols-[10rem_minmax(0,1fr)]">
          <dt className="text-14 text-ink-2 md:text-16">{t('Name')}</dt>
          <dd className="font-[600]">
            {customer.givenName} {customer.familyName}
          </dd>
          <dt className="text-14 text-ink-2 md:text-16">{t('Email')}</dt>
          <dd className="font-[600]">{customer.email}</dd>
        </dl>
        <p className="mt-4 text-14 text-ink-2">
          {t('Your name and address fill the checkout for you. You can change them there for each booking.')}
        </p>
        <Button look="outline" className="mt-5" onPress={press} isPending={isLeaving}>
          {t('Sign out')}
        </Button>
      </section>
      <nav aria-label={t('Account')}>
        <ul className="grid gap-2.5 md:grid-cols-2">
          <Way to="/trips" icon="calendar" title={t('My trips')} text={t('What is next, what is later, what was')} />
          <Way
            to="/account/keys"
            icon="plug"
            title={t('API keys')}
            text={t('Search and book from your own site or program')}
          />
          {customer.staffOf.length > 0 && (
            <Way
              to="/desk"
              icon="bed"
              title={t('Hotel desk')}
              text={t('Guests, nights, rates and rooms of the hotel you work for')}
            />
          )}
        </ul>
      </nav>
      <section className="card p-6 md:p-8">
        <h2>{t('Leave Staygraph')}</h2>
        <p className="mt-2 text-14 text-ink-2">
          {t('You can have your account and what we know of you erased. You are told first what goes and what stays.')}
        </p>
        <Button look="outline" className="mt-5" onPress={() => setErasing(true)}>
          {t('Erase my account…')}
        </Button>
        <EraseSheet isOpen={isErasing} onOpenChange={setErasing} />
      </section>
    </div>
  )
}

const Way = ({
  to,
  icon,
  title,
  text,
}: {
  to: '/trips' | '/account/keys' | '/desk'
  icon: IconName
  title: string
  text: string
}) => (
  <li>
    <Link to={to} className="card flex h-full items-center gap-3.5 p-5 hover:bg-brand-soft">
      <span className="text-brand-ink">
        <Icon name={icon} size={24} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-[600]">{title}</span>
        <span className="block text-14 text-ink-2">{text}</span>
      </span>
      <Icon name="right" size={18} />
    </Link>
  </li>
)
