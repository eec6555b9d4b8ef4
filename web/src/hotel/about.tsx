import { t } from '../language/i18n.ts'
import { AMENITIES } from '../offer/words.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import type { Hotel } from './hotel-query.ts'

/** What the hotel is and has, where it stands, and its hours. */
export function About({ hotel }: { hotel: Hotel }) {
  const { line, postalCode, city } = hotel.address
  return (
    <>
      <h2>{t('About the hotel')}</h2>
      <p className="mt-2.5 max-w-[62ch] text-ink-2">{hotel.description}</p>
      <ul className="mt-5 grid grid-cols-[repeat(auto-fit,minmax(min(100%,8rem),1fr))] gap-x-6 gap-y-3 text-14 md:grid-cols-2 lg:grid-cols-3">
        <Fact icon="clock">{t('Check-in from {time}', { time: hotel.checkInFrom })}</Fact>
        {hotel.amenities.slice(0, 5).map((amenity) => (
          <Fact key={amenity} icon={AMENITIES[amenity].icon}>
            {t(AMENITIES[amenity].name)}
          </Fact>
        ))}
      </ul>
      <p className="mt-4 text-14 text-ink-2">
        {[line, [postalCode, city].filter(Boolean).join(' ')].join(', ')}.{' '}
        {t('Check-out until {time}.', { time: hotel.checkOutUntil })}
        {hotel.partner && ` ${t('Sold through {partner}, who also confirms the booking.', { partner: hotel.partner })}`}
      </p>
    </>
  )
}

const Fact = ({ icon, children }: { icon: IconName; children: string }) => (
  <li className="flex items-center gap-2.5">
    <span className="text-brand-ink">
      <Icon name={icon} />
    </span>
    {children}
  </li>
)
