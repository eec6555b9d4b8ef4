import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'

import { Broken } from './shell/broken.tsx'
import { Missing } from './shell/missing.tsx'
import { Page } from './shell/page.tsx'
import { readChange, readSearch, readStay } from './stay/search-params.ts'

// Every address of the site, in one place. A page's code is fetched when it is first opened; what it shows is in its
// address wherever it can be, so that it can be sent, kept and come back to.

const root = createRootRoute({ component: Page, notFoundComponent: Missing, errorComponent: Broken })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
})

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import('./search/results-page.tsx'), 'ResultsPage'),
})

const hotel = createRoute({
  getParentRoute: () => root,
  path: '/hotel/$hotelId',
  validateSearch: readStay,
  component: lazyRouteComponent(() => import('./hotel/hotel-page.tsx'), 'HotelPage'),
})

// The checkout of one offer: its signed token is in the address, so that it opens anywhere. `card` is where the bank sends the
// guest back after the card was typed, `return` after 3-D Secure; both know the checkout by the offer's short id.
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const book = createRoute({
  getParentRoute: () => root,
  path: '/book',
  validateSearch: (raw: Record<string, unknown>) => ({ offer: text(raw['offer']) }),
  component: lazyRouteComponent(() => import('./book/checkout-page.tsx'), 'CheckoutPage'),
})
const bookCard = createRoute({
  getParentRoute: () => root,
  path: '/book/card',
  validateSearch: (raw: Record<string, unknown>) => ({
    checkout: text(raw['checkout']),
    card_page: text(raw['card_page']),
  }),
  component: lazyRouteComponent(() => import('./book/card-return-page.tsx'), 'CardReturnPage'),
})
const bookReturn = createRoute({
  getParentRoute: () => root,
  path: '/book/return',
  validateSearch: (raw: Record<string, unknown>): { checkout: string; reference?: string } => ({
    checkout: text(raw['checkout']),
    ...(text(raw['reference']) ? { reference: text(raw['reference']) } : {}),
  }),
  component: lazyRouteComponent(() => import('./book/waiting-page.tsx'), 'WaitingPage'),
})

/** Behind the link of the waiting list's mails: whoever has it may see the entry, book what is held, leave. */
const waitingList = createRoute({
  getParentRoute: () => root,
  path: '/waiting/$token',
  component: lazyRouteComponent(() => import('./waiting/waiting-list-page.tsx'), 'WaitingListPage'),
})

const trips = createRoute({
  getParentRoute: () => root,
  path: '/trips',
  component: lazyRouteComponent(() => import('./trips/trips-page.tsx'), 'TripsPage'),
})
const reservation = createRoute({
  getParentRoute: () => root,
  path: '/trips/$reference',
  component: lazyRouteComponent(() => import('./trips/reservation-page.tsx'), 'ReservationPage'),
})
const confirmed = createRoute({
  getParentRoute: () => root,
  path: '/trips/$reference/confirmed',
  component: lazyRouteComponent(() => import('./trips/confirmation-page.tsx'), 'ConfirmationPage'),
})
const changeStay = createRoute({
  getParentRoute: () => root,
  path: '/trips/$reference/change',
  validateSearch: readChange,
  component: lazyRouteComponent(() => import('./trips/change-page.tsx'), 'ChangePage'),
})
const find = createRoute({
  getParentRoute: () => root,
  path: '/find',
  validateSearch: (raw: Record<string, unknown>): { reference?: string } =>
    typeof raw['reference'] === 'string' ? { reference: raw['reference'] } : {},
  component: lazyRouteComponent(() => import('./trips/find-page.tsx'), 'FindPage'),
})

const next = (raw: Record<string, unknown>): { next?: string } =>
  // Only a page of this site: an address that leads elsewhere is not followed.
  typeof raw['next'] === 'string' && /^\/(?!\/)/.test(raw['next']) ? { next: raw['next'] } : {}
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: next,
  component: lazyRouteComponent(() => import('./account/sign-in-page.tsx'), 'SignInPage'),
})
const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  validateSearch: next,
  component: lazyRouteComponent(() => import('./account/register-page.tsx'), 'RegisterPage'),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
})
const keys = createRoute({
  getParentRoute: () => root,
  path: '/account/keys',
  component: lazyRouteComponent(() => import('./account/keys-page.tsx'), 'KeysPage'),
})

/** For those who work at a hotel of ours: whom to welcome on a day, what is on sale and for how much, the doors. */
const words =
  <Name extends string>(...names: Name[]) =>
  (raw: Record<string, unknown>): { [Key in Name]?: string } =>
    Object.fromEntries(names.flatMap((name) => (text(raw[name]) ? [[name, text(raw[name])]] : []))) as { [Key in Name]?: string } // prettier-ignore
const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk',
  component: lazyRouteComponent(() => import('./desk/hotels-page.tsx'), 'HotelsPage'),
})
const deskDay = createRoute({
  getParentRoute: () => root,
  path: '/desk/$hotelId',
  validateSearch: words('date'),
  component: lazyRouteComponent(() => import('./desk/day-page.tsx'), 'DayPage'),
})
const deskNights = createRoute({
  getParentRoute: () => root,
  path: '/desk/$hotelId/nights',
  validateSearch: words('room', 'from'),
  component: lazyRouteComponent(() => import('./desk/nights-page.tsx'), 'NightsPage'),
})
const deskRooms = createRoute({
  getParentRoute: () => root,
  path: '/desk/$hotelId/rooms',
  component: lazyRouteComponent(() => import('./desk/rooms-page.tsx'), 'RoomsPage'),
})
const deskPhotos = createRoute({
  getParentRoute: () => root,
  path: '/desk/$hotelId/photos',
  component: lazyRouteComponent(() => import('./desk/photos-page.tsx'), 'PhotosPage'),
})
const deskPeople = createRoute({
  getParentRoute: () => root,
  path: '/desk/$hotelId/people',
  component: lazyRouteComponent(() => import('./desk/people-page.tsx'), 'PeoplePage'),
})

const about = createRoute({
  getParentRoute: () => root,
  path: '/about',
  component: lazyRouteComponent(() => import('./about/about-page.tsx'), 'AboutPage'),
})

/** Addresses hold plain text, not JSON: `?city=c2267057&stars=4,5`. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    search,
    hotel,
    book,
    bookCard,
    bookReturn,
    waitingList,
    trips,
    reservation,
    confirmed,
    changeStay,
    find,
    signIn,
    register,
    account,
    keys,
    desk,
    deskDay,
    deskNights,
    deskRooms,
    deskPhotos,
    deskPeople,
    about,
  ]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== ''),
    ).toString()
    return text ? `?${text.replaceAll('%2C', ',')}` : ''
  },
  scrollRestoration: true,
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
