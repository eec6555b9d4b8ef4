/** The colours of our mails: the site's tokens in hexadecimal, as mail clients want them. */
export const light = {
  ground: '#eaf1ef',
  card: '#ffffff',
  sunken: '#f5f8f7',
  line: '#d3dcda',
  ink: '#11211f',
  ink2: '#40514f',
  ink3: '#586a68',
  brand: '#005b4d',
  onBrand: '#ffffff',
}
const dark = {
  ground: '#0d1615',
  card: '#14201e',
  sunken: '#1b2927',
  line: '#2b3a38',
  ink: '#ebf2f0',
  ink2: '#b4c1be',
  ink3: '#92a19d',
  brand: '#71d3be',
  onBrand: '#051c19',
}

export const fontFamily = "Commissioner,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif"

/** What inline styles cannot say: the dark form and the narrow one, for the clients that know them. */
export const styleSheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:${light.brand}}
@media (max-width:640px){.w{width:100%!important}.pad{padding-left:22px!important;padding-right:22px!important}.fact{display:block!important;width:auto!important;border-left:0!important;border-top:1px solid ${light.line}!important;padding:12px 18px!important}.fact-first{border-top:0!important}.fact-break{display:none!important}.hero{height:auto!important}}
@media (prefers-color-scheme:dark){body,.ground{background:${dark.ground}!important}.card{background:${dark.card}!important}.sunken{background:${dark.sunken}!important}.ink{color:${dark.ink}!important}.ink2{color:${dark.ink2}!important}.ink3{color:${dark.ink3}!important}.rule{border-color:${dark.ink}!important}.fact{border-color:${dark.line}!important}.button{background:${dark.brand}!important;color:${dark.onBrand}!important}.on-light{display:none!important}.on-dark{display:inline-block!important;max-height:none!important}.hero{filter:brightness(.9)}a{color:${dark.brand}}}
`
