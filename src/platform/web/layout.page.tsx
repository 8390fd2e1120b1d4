import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { Icon, Mark, Notice, type NoticeTone } from './parts.page.tsx'

/** A link as every menu shows it; `count` stands behind the label, as in "Moderation 12". */
export type MenuLink = { label: string; href: string; current?: boolean; count?: string }

/** A language and where this page is in it; `name` in the language itself. */
export type LanguageLink = { code: string; name: string; href: string; current?: boolean }

/** The texts the frame itself needs, in the language of the page. */
export type LayoutWords = {
  skipToContent: string
  /** name of the main menu for those who hear it */
  menu: string
  /** label of the language menu: "Sprache" */
  language: string
  /** name of the footer's menu */
  aboutThisSite: string
  /** name of the staff menu */
  desk?: string
  signOut?: string
  /** beside the mark at the foot: "Leitbild – offene Software für Beteiligung" */
  madeWith: string
}

export type LayoutProps = {
  /** of the page; the town's name is added in the browser's title */
  title: string
  description?: string
  language: { code: string; direction: 'ltr' | 'rtl' }
  /** at least two make a menu */
  languages?: LanguageLink[]
  town?: { name: string; homeUrl: string; kind?: string; crestUrl?: string; stylesheetUrl?: string }
  stylesheets: string[]
  /** module scripts */
  scripts?: string[]
  /** font files of every visit, fetched before the style sheet is read */
  fonts?: string[]
  faviconUrl?: string
  navigation?: MenuLink[]
  staff?: { name: string; accountUrl: string; navigation: MenuLink[]; signOutUrl: string; csrf?: { name: string; value: string } }
  words: LayoutWords
  /** imprint, privacy, accessibility, contact … */
  footer?: MenuLink[]
  canonicalUrl?: string
  alternates?: { language: string; url: string }[]
  /** for pages that are no one else's business: drafts, own votes, desk */
  noIndex?: boolean
  /** what the deed before this page led to */
  notices?: { tone: NoticeTone; text: string }[]
  /** address and date under the page on paper */
  printFooter?: string
  width?: 'narrow' | 'normal' | 'wide'
  /** sends the browser on after so many seconds, for a page that waits for something */
  refreshSeconds?: number
  /** where the browser goes when the page has been left alone for so long; a script that knows of touches takes over */
  idle?: { seconds: number; href: string }
  children?: Child
}

/** The whole HTML document: head, staff bar, header, content, footer. The doctype is part of it. */
export function Layout(props: LayoutProps) {
  const { title, language, town, words, footer = [], notices = [] } = props
  return (
    <>
      {doctype}
      <html lang={language.code} dir={language.direction}>
        <head>
          <meta charset="utf-8" />
          <title>{town && town.name !== title ? `${title} – ${town.name}` : title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          {props.description && <meta name="description" content={props.description} />}
          {props.noIndex && <meta name="robots" content="noindex" />}
          {props.refreshSeconds && <meta http-equiv="refresh" content={String(props.refreshSeconds)} />}
          {props.idle && (
            <noscript>
              <meta http-equiv="refresh" content={`${props.idle.seconds}; url=${props.idle.href}`} />
            </noscript>
          )}
          {props.fonts?.map(font => (
            <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
          ))}
          {props.stylesheets.map(sheet => (
            <link rel="stylesheet" href={sheet} />
          ))}
          {town?.stylesheetUrl && <link rel="stylesheet" href={town.stylesheetUrl} />}
          {props.faviconUrl && <link rel="icon" href={props.faviconUrl} type="image/svg+xml" />}
          {props.canonicalUrl && <link rel="canonical" href={props.canonicalUrl} />}
          {props.alternates?.map(({ language: code, url }) => (
            <link rel="alternate" hreflang={code} href={url} />
          ))}
          {props.scripts?.map(script => (
            <script type="module" src={script} />
          ))}
        </head>
        <body class={`frame frame--${props.width ?? 'normal'}`}>
          <a class="skip" href="#inhalt">
            {words.skipToContent}
          </a>
          <header>
            {props.staff && <StaffBar staff={props.staff} words={words} />}
            <TownBar {...props} />
          </header>
          <main id="inhalt" tabindex={-1}>
            <div class="bound">
              {notices.length > 0 && (
                <div class="flash stack">
                  {notices.map(({ tone, text }) => (
                    <Notice tone={tone} title={text} live />
                  ))}
                </div>
              )}
              {props.children}
              {props.printFooter && <p class="print-only print-foot">{props.printFooter}</p>}
            </div>
          </main>
          <footer class="foot">
            <div class="bound">
              {footer.length > 0 && (
                <nav aria-label={words.aboutThisSite}>
                  <Menu links={footer} />
                </nav>
              )}
              <p class="foot__made">
                <Mark />
                {words.madeWith}
              </p>
            </div>
          </footer>
        </body>
      </html>
    </>
  )
}

function TownBar({ town, navigation = [], languages = [], words }: LayoutProps) {
  return (
    <div class="head">
      <div class="bound">
        <a class="brand" href={town?.homeUrl ?? '/'}>
          {town?.crestUrl ? <img src={town.crestUrl} alt="" height={40} /> : <Mark />}
          <span>
            {town?.kind && <small>{town.kind}</small>}
            {town?.name ?? 'Leitbild'}
          </span>
        </a>
        {navigation.length > 0 && (
          <nav class="nav" aria-label={words.menu}>
            <Menu links={navigation} />
          </nav>
        )}
        {languages.length > 1 && <Languages languages={languages} label={words.language} />}
      </div>
    </div>
  )
}

function Languages({ languages, label }: { languages: LanguageLink[]; label: string }) {
  const current = languages.find(language => language.current)
  return (
    <details class="languages">
      <summary>
        <Icon name="globe" />
        <span class="sr-only">{label}: </span>
        <span class="languages__name" lang={current?.code}>
          {current?.name ?? label}
        </span>
        <Icon name="down" />
      </summary>
      <ul>
        {languages.map(({ code, name, href, current }) => (
          <li>
            <a href={href} lang={code} hreflang={code} aria-current={current ? 'true' : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

function StaffBar({ staff, words }: { staff: NonNullable<LayoutProps['staff']>; words: LayoutWords }) {
  return (
    <div class="desk-bar">
      <div class="bound">
        {staff.navigation.length > 0 && (
          <nav aria-label={words.desk}>
            <Menu links={staff.navigation} />
          </nav>
        )}
        <form class="desk-bar__who" method="post" action={staff.signOutUrl}>
          {staff.csrf && <input type="hidden" name={staff.csrf.name} value={staff.csrf.value} />}
          <a href={staff.accountUrl}>{staff.name}</a>
          <button class="desk-bar__out" type="submit">
            {words.signOut}
          </button>
        </form>
      </div>
    </div>
  )
}

function Menu({ links }: { links: MenuLink[] }) {
  return (
    <ul>
      {links.map(({ label, href, current, count }) => (
        <li>
          <a href={href} aria-current={current ? 'page' : undefined}>
            {label}
            {count && <span class="count">{count}</span>}
          </a>
        </li>
      ))}
    </ul>
  )
}

const doctype = raw('<!doctype html>')
