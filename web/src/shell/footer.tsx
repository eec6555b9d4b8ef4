import { Link } from '@tanstack/react-router'

import { t } from '../language/i18n.ts'
import { Logo } from '../ui/logo.tsx'
import { Currency } from './currency.tsx'

export function Footer({ checkout = false }: { checkout?: boolean }) {
  const item = 'inline-block py-1 hover:underline'
  return (
    <footer className="mt-18 border-t border-line pt-9 pb-11 text-14 text-ink-2">
      <div className="wrap grid grid-cols-2 gap-8 md:grid-cols-[1.6fr_1fr_1fr_1fr]">
        <div className="col-span-2 md:col-span-1">
          <Logo />
          <p className="mt-3 max-w-[34ch]">
            {t('The price shown is the price paid: signed, taxes included, valid until the time written on it.')}
          </p>
        </div>
        <nav aria-label={t('Travel')}>
          <b className="mb-2 block font-[600] text-ink">{t('Travel')}</b>
          <ul>
            <li>
              <Link className={item} to="/">
                {t('Search hotels')}
              </Link>
            </li>
            <li>
              <Link className={item} to="/trips">
                {t('My trips')}
              </Link>
            </li>
            <li>
              <Link className={item} to="/find">
                {t('Find a reservation')}
              </Link>
            </li>
          </ul>
        </nav>
        <nav aria-label={t('How it works')}>
          <b className="mb-2 block font-[600] text-ink">{t('How it works')}</b>
          <ul>
            <li>
              <Link className={item} to="/about" hash="signed-prices">
                {t('Signed prices')}
              </Link>
            </li>
            <li>
              <Link className={item} to="/about" hash="ranking">
                {t('How we rank')}
              </Link>
            </li>
            <li>
              <Link className={item} to="/about" hash="cancellation">
                {t('Cancellation')}
              </Link>
            </li>
          </ul>
        </nav>
        <nav aria-label={t('Help')}>
          <b className="mb-2 block font-[600] text-ink">{t('Help')}</b>
          <ul>
            <li>
              <Link className={item} to="/about" hash="contact">
                {t('Contact')}
              </Link>
            </li>
            <li>
              <Link className={item} to="/about" hash="privacy">
                {t('Privacy')}
              </Link>
            </li>
            <li>
              <Link className={item} to="/about" hash="accessibility">
                {t('Accessibility')}
              </Link>
            </li>
          </ul>
        </nav>
        {!checkout && (
          <div className="md:hidden">
            <b className="mb-2 block font-[600] text-ink" aria-hidden="true">
              {t('Show prices in')}
            </b>
            <Currency className="-ms-2 font-[550] text-ink underline" placement="top start" />
          </div>
        )}
        <p className="col-span-full text-13 text-ink-3">
          {t('Place names and coordinates:')}{' '}
          <a className="underline" href="https://www.geonames.org/">
            GeoNames
          </a>
          , CC BY 4.0. {t('Map: Natural Earth.')}
        </p>
      </div>
    </footer>
  )
}
