/**
 * What one United States dollar buys, roughly: this company prices in dollars and sells in any currency. The rates are
 * fixed, so that the same stay costs the same on every run.
 */
const PER_DOLLAR: Readonly<Record<string, number>> = Object.fromEntries(
  `AED 3.6725 AFN 70.8 ALL 92.4 AMD 387 ANG 1.79 AOA 912 ARS 985 AUD 1.53 AWG 1.79 AZN 1.7 BAM 1.81 BBD 2 BDT 119.6 BGN 1.81
  BHD 0.376 BIF 2905 BMD 1 BND 1.34 BOB 6.91 BRL 5.62 BSD 1 BTN 84.1 BWP 13.3 BYN 3.27 BZD 2.01 CAD 1.38 CDF 2840 CHF 0.87
  CLP 945 CNY 7.12 COP 4310 CRC 514 CUP 24 CVE 102 CZK 23.4 DJF 177.7 DKK 6.9 DOP 60.2 DZD 133.3 EGP 48.7 ERN 15 ETB 119
  EUR 0.925 FJD 2.24 FKP 0.77 GBP 0.77 GEL 2.73 GHS 16.2 GIP 0.77 GMD 69.5 GNF 8620 GTQ 7.73 GYD 209 HKD 7.77 HNL 25
  HTG 131.7 HUF 372 IDR 15640 ILS 3.72 INR 84.1 IQD 1310 IRR 42100 ISK 137.5 JMD 158 JOD 0.709 JPY 152.3 KES 129 KGS 85.6
  KHR 4060 KMF 455 KPW 900 KRW 1381 KWD 0.3065 KYD 0.833 KZT 487 LAK 21900 LBP 89500 LKR 293 LRD 192 LSL 17.6 LYD 4.83
  MAD 9.88 MDL 17.9 MGA 4590 MKD 56.9 MMK 2098 MNT 3390 MOP 8.01 MRU 39.8 MUR 46 MVR 15.4 MWK 1734 MXN 19.9 MYR 4.34
  MZN 63.9 NAD 17.6 NGN 1640 NIO 36.8 NOK 10.94 NPR 134.5 NZD 1.66 OMR 0.385 PAB 1 PEN 3.77 PGK 3.95 PHP 57.9 PKR 277.7
  PLN 4.02 PYG 7890 QAR 3.64 RON 4.6 RSD 108.2 RUB 96.5 RWF 1360 SAR 3.755 SBD 8.3 SCR 13.6 SDG 601 SEK 10.6 SGD 1.32
  SHP 0.77 SLE 22.7 SOS 571 SRD 33.4 SSP 2700 STN 22.7 SVC 8.75 SYP 13000 SZL 17.6 THB 33.7 TJS 10.6 TMT 3.5 TND 3.1
  TOP 2.33 TRY 34.3 TTD 6.78 TWD 32.1 TZS 2720 UAH 41.2 UGX 3670 USD 1 UYU 41.6 UZS 12800 VES 41 VND 25300 VUV 119 WST 2.7
  XAF 607 XCD 2.7 XOF 607 XPF 110.4 YER 250 ZAR 17.6 ZMW 26.6`
    .trim()
    .split(/\s+(?=[A-Z]{3})/)
    .map((entry) => entry.split(' '))
    .map(([code, rate]) => [code ?? '', Number(rate)]),
)

const NO_DECIMALS = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '))
const THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

/** Whether this company sells in the currency. */
export const sellsIn = (currency: string): boolean => currency in PER_DOLLAR

/** How many decimals the currency has (ISO 4217). */
export const decimals = (currency: string): number =>
  NO_DECIMALS.has(currency) ? 0 : THREE_DECIMALS.has(currency) ? 3 : 2

/** Dollars into whole minor units of the currency. */
export function minorUnits(dollars: number, currency: string): number {
  const rate = PER_DOLLAR[currency]
  if (rate === undefined) throw new Error(`no exchange rate for ${currency}`)
  return Math.round(dollars * rate * 10 ** decimals(currency))
}

/** Minor units as the decimal number that goes on the wire: 16366 EUR is 163.66. */
export const onTheWire = (minor: number, currency: string): number =>
  Number((minor / 10 ** decimals(currency)).toFixed(decimals(currency)))

const CURRENCY_OF: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'AD AT BE BG CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MQ MT NL PM PT RE SI SK SM VA XK YT'
      .split(' ')
      .map((country) => [country, 'EUR']),
  ),
  ...Object.fromEntries(
    `AE AED AR ARS AU AUD BH BHD BR BRL CA CAD CH CHF CL CLP CN CNY CO COP CZ CZK DK DKK EG EGP GB GBP GE GEL HK HKD HU HUF
    ID IDR IL ILS IN INR IS ISK JO JOD JP JPY KE KES KR KRW KW KWD LI CHF MA MAD MX MXN MY MYR NG NGN NO NOK NZ NZD OM OMR
    PE PEN PH PHP PK PKR PL PLN QA QAR RO RON RS RSD RU RUB SA SAR SE SEK SG SGD TH THB TN TND TR TRY TW TWD UA UAH VN VND
    ZA ZAR`
      .trim()
      .split(/\s+(?=[A-Z]{2} )/)
      .map((entry) => entry.split(' '))
      .map(([country, currency]) => [country ?? '', currency ?? '']),
  ),
}

/** The currency a hotel of the country counts in; dollars where this company keeps no local account. */
export const currencyOf = (country: string): string => CURRENCY_OF[country] ?? 'USD'
