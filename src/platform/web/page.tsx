import type { Child } from 'hono/jsx'
import type { MessageKey } from '../languages/index.ts'
import type { Municipality } from '../municipalities/index.ts'
import { crestAddress, stylesheetAddress } from '../municipalities/stylesheet.ts'
import type { Role, TownContext, VisitContext } from './context.ts'
import { Layout, type LayoutProps, type MenuLink } from './layout.page.tsx'

/** An entry of a town's menus, given by the room it leads to; `roles` where not all of staff may go there. */
export type MenuItem = { label: MessageKey; to: (parameters: { town: string }) => string; roles?: readonly Role[] }
export type Menus = { readonly town: readonly MenuItem[]; readonly desk: readonly MenuItem[] }

type PageProps = Pick<
  LayoutProps,
  'title' | 'description' | 'noIndex' | 'notices' | 'width' | 'printFooter' | 'refreshSeconds' | 'idle'
> & {
  /** a page one does not leave by itself, as on a tablet for everybody: no menus, and the town's name leads here */
  stayAt?: string
  c: VisitContext | TownContext
  /** names of built scripts: `vote.js` */
  scripts?: string[]
  children?: Child
}

/** A whole page of the town in the address, or of the instance where there is none. */
export function Page({ c, scripts = [], stayAt, children, ...rest }: PageProps) {
  const { t, language, offered, services } = c.var
  const signedIn = stayAt ? undefined : c.var.signedIn
  const { assets, config } = services
  const town = 'municipality' in c.var ? c.var.municipality : undefined
  const role = 'role' in c.var ? c.var.role : undefined
  const isDesk = role !== undefined
  // what a form was answered with has no address of its own: a link to it in another language would lose what was typed
  const hasAddress = c.req.method === 'GET' || c.req.method === 'HEAD'
  const languages = hasAddress && !stayAt ? offered : []
  const inLanguage = (code: string) => `${c.req.path}?sprache=${code}`
  return (
    <Layout
      {...rest}
      language={language}
      languages={languages.map(({ code, name }) => ({ code, name, href: inLanguage(code), current: code === language.code }))}
      alternates={
        rest.noIndex || !hasAddress ? [] : languages.map(({ code }) => ({ language: code, url: config.http.address + inLanguage(code) }))
      }
      canonicalUrl={rest.noIndex || !hasAddress ? undefined : config.http.address + c.req.path}
      town={
        town && {
          name: town.name,
          homeUrl: stayAt ?? `/${town.slug}`,
          kind: t(`municipality.kind.${town.kind}`),
          crestUrl: crestAddress(town),
          stylesheetUrl: stylesheetAddress(town),
        }
      }
      stylesheets={[assets.address('public.css'), ...(isDesk || signedIn ? [assets.address('desk.css')] : [])]}
      scripts={scripts.map(assets.address)}
      fonts={[assets.address('fira-sans-400.woff2'), assets.address('fira-sans-600.woff2')]}
      faviconUrl={assets.address('favicon.svg')}
      navigation={town && !stayAt ? services.menus.town.map(item => linkTo(item, c, town)) : []}
      staff={
        signedIn && {
          name: signedIn.name,
          navigation:
            town && role
              ? services.menus.desk.filter(item => !item.roles || item.roles.includes(role)).map(item => linkTo(item, c, town))
              : [],
          accountUrl: '/konto',
          signOutUrl: '/abmelden',
          csrf: { name: 'csrf', value: signedIn.csrf },
        }
      }
      footer={stayAt ? [] : [...(town ? legalLinks(c, town) : []), ...(signedIn ? [] : [{ label: t('page.sign-in'), href: '/anmelden' }])]}
      words={{
        skipToContent: t('page.skip'),
        menu: t('page.menu'),
        language: t('page.language'),
        aboutThisSite: t('page.about'),
        desk: t('page.desk'),
        signOut: t('page.sign-out'),
        madeWith: t('page.made-with'),
      }}
    >
      {children}
    </Layout>
  )
}

function linkTo({ label, to }: MenuItem, c: VisitContext, town: Municipality): MenuLink {
  const href = to({ town: town.slug })
  return { label: c.var.t(label), href, current: c.req.path === href }
}

function legalLinks(c: VisitContext, { slug }: Municipality): MenuLink[] {
  const { t } = c.var
  return [
    { label: t('page.imprint'), href: `/${slug}/impressum` },
    { label: t('page.privacy'), href: `/${slug}/datenschutz` },
    { label: t('page.accessibility'), href: `/${slug}/barrierefreiheit` },
  ]
}
