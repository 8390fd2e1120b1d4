/**
 * Every component with realistic content, as whole pages in German, English and Arabic, to look at and to check:
 * `node src/platform/web/look/gallery.build.ts`. Names and numbers are made up.
 */
import { Layout, type LayoutProps } from '../layout.page.tsx'
import {
  Badge,
  Breadcrumb,
  Button,
  Buttons,
  Card,
  Cards,
  ColumnChart,
  ConfirmForm,
  DefinitionList,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Field,
  Figure,
  FilterLinks,
  Form,
  GroupCard,
  type GroupRef,
  Notice,
  PageHead,
  Pagination,
  Prose,
  ReviewCard,
  Section,
  type Share,
  Stack,
  StatementRow,
  Statements,
  Stats,
  Steps,
  Table,
  Tabs,
  VoteCard,
} from '../parts.page.tsx'

type Tongue = 'de' | 'en' | 'ar'
type Assets = Pick<LayoutProps, 'stylesheets' | 'fonts' | 'faviconUrl'> & { desk: string; town: string }

/** The pages of the gallery by file name. */
export function galleryPages(assets: Assets): Record<string, unknown> {
  return {
    'start-de': <HomePage assets={assets} />,
    'vote-de': <VotePage tongue="de" assets={assets} />,
    'vote-en': <VotePage tongue="en" assets={assets} />,
    'vote-ar': <VotePage tongue="ar" assets={assets} />,
    'results-de': <ResultsPage tongue="de" assets={assets} />,
    'results-en': <ResultsPage tongue="en" assets={assets} />,
    'results-ar': <ResultsPage tongue="ar" assets={assets} />,
    'desk-de': <DeskPage assets={assets} />,
    'form-de': <FormPage tongue="de" assets={assets} />,
    'form-ar': <FormPage tongue="ar" assets={assets} />,
    'parts-de': <PartsPage tongue="de" assets={assets} />,
    'parts-en': <PartsPage tongue="en" assets={assets} />,
    'parts-ar': <PartsPage tongue="ar" assets={assets} />,
  }
}

const say = (tongue: Tongue, de: string, en: string, ar: string) => ({ de, en, ar })[tongue]

function Frame({ tongue, assets, ...rest }: { tongue: Tongue; assets: Assets } & Partial<LayoutProps>) {
  const t = (de: string, en: string, ar: string) => say(tongue, de, en, ar)
  return (
    <Layout
      title="Leitbild"
      language={{ code: tongue, direction: tongue === 'ar' ? 'rtl' : 'ltr' }}
      languages={[
        { code: 'de', name: 'Deutsch', href: '#', current: tongue === 'de' },
        { code: 'de-simple', name: 'Leichte Sprache', href: '#' },
        { code: 'en', name: 'English', href: '#', current: tongue === 'en' },
        { code: 'uk', name: 'Українська', href: '#' },
        { code: 'ar', name: 'العربية', href: '#', current: tongue === 'ar' },
      ]}
      town={{
        name: 'Lindenau an der Elster',
        kind: t('Stadt', 'Town of', 'مدينة'),
        homeUrl: '#',
        crestUrl: 'crest.svg',
        stylesheetUrl: assets.town,
      }}
      stylesheets={assets.stylesheets}
      fonts={assets.fonts}
      faviconUrl={assets.faviconUrl}
      navigation={[
        { label: t('Abstimmen', 'Vote', 'التصويت'), href: '#', current: rest.title === 'vote' },
        { label: t('Ergebnisse', 'Results', 'النتائج'), href: '#', current: rest.title === 'results' },
        { label: t('Meine Stimmen', 'My votes', 'أصواتي'), href: '#' },
      ]}
      words={{
        skipToContent: t('Zum Inhalt', 'Skip to content', 'انتقل إلى المحتوى'),
        menu: t('Hauptmenü', 'Main menu', 'القائمة الرئيسية'),
        language: t('Sprache', 'Language', 'اللغة'),
        aboutThisSite: t('Über diese Seiten', 'About this site', 'حول هذا الموقع'),
        desk: t('Schreibtisch', 'Desk', 'المكتب'),
        signOut: t('Abmelden', 'Sign out', 'تسجيل الخروج'),
        madeWith: t('Leitbild, freie Software für Städte', 'Leitbild, free software for towns', 'لايتبيلد، برنامج حر للمدن'),
      }}
      footer={[
        { label: t('Impressum', 'Imprint', 'بيانات النشر'), href: '#' },
        { label: t('Datenschutz', 'Privacy', 'الخصوصية'), href: '#' },
        { label: t('Barrierefreiheit', 'Accessibility', 'سهولة الوصول'), href: '#' },
        { label: t('Offene Daten', 'Open data', 'البيانات المفتوحة'), href: '#' },
      ]}
      {...rest}
    />
  )
}

function HomePage({ assets }: { assets: Assets }) {
  return (
    <Frame tongue="de" assets={assets} title="Lindenau an der Elster">
      <Stack>
        <Card
          level={1}
          tone="band"
          title="Wie wollen wir in Lindenau zusammenleben?"
          meta="Offen bis 30. September 2026"
          foot={<Button label="Jetzt mitmachen" href="#" icon="voice" />}
        >
          <p>Stimmen Sie über Aussagen aus der Stadt ab und sagen Sie, was fehlt. Ohne Konto, in fünf Sprachen, in zehn Minuten.</p>
        </Card>
        <Stats
          items={[
            { label: 'Menschen haben abgestimmt', value: '347' },
            { label: 'Stimmen', value: '9.812' },
            { label: 'Aussagen', value: '62' },
          ]}
        />
      </Stack>
      <Section title="Weitere Dialoge" lead="Was die Stadt schon gefragt hat und was daraus geworden ist.">
        <Cards>
          <Card title="Was brauchen Familien, die neu ankommen?" href="#" badge={<Badge label="Abgeschlossen" />} meta="Mai bis Juni 2025">
            <p>214 Menschen, 41 Aussagen. Die Ergebnisse liegen dem Sozialausschuss vor.</p>
          </Card>
          <Card title="Unser Marktplatz" href="#" badge={<Badge label="Offen" tone="success" icon="success" />} meta="Noch 12 Tage">
            <p>Was soll auf dem Platz geschehen, wenn die Baustelle vorbei ist?</p>
          </Card>
          <Card
            title="Vereine und Ehrenamt"
            href="#"
            badge={<Badge label="In Vorbereitung" tone="info" icon="clock" />}
            meta="Beginnt am 4. Oktober"
          >
            <p>Wie finden Vereine und neue Nachbarn zueinander?</p>
          </Card>
        </Cards>
      </Section>
    </Frame>
  )
}

function VotePage({ tongue, assets }: { tongue: Tongue; assets: Assets }) {
  const t = (de: string, en: string, ar: string) => say(tongue, de, en, ar)
  return (
    <Frame tongue={tongue} assets={assets} title="vote" width="narrow">
      <PageHead
        title={t(
          'Wie wollen wir in Lindenau zusammenleben?',
          'How do we want to live together in Lindenau?',
          'كيف نريد أن نعيش معًا في لينديناو؟',
        )}
      />
      <VoteCard
        action="#"
        prompt={t('Eine Aussage aus der Stadt', 'A statement from the town', 'رأي من المدينة')}
        statement={{
          text: t(
            'Im Rathaus soll es an einem Nachmittag in der Woche Beratung in mehreren Sprachen geben.',
            'The town hall should offer advice in several languages one afternoon a week.',
            'ينبغي أن تقدّم دار البلدية استشارات بعدة لغات بعد ظهر أحد أيام الأسبوع.',
          ),
        }}
        answers={{
          agree: t('Stimme zu', 'Agree', 'أوافق'),
          disagree: t('Stimme nicht zu', 'Disagree', 'لا أوافق'),
          pass: t('Weiß nicht', 'Not sure', 'لا أعرف'),
        }}
        progress={{
          label: t('Ihr Weg', 'Your progress', 'تقدّمك'),
          text: t('12 von etwa 40', '12 of about 40', '12 من حوالي 40'),
          value: 12,
          max: 40,
        }}
        keyHint={t('Tasten 1, 2, 3', 'Keys 1, 2, 3', 'المفاتيح 1 و2 و3')}
        undo={{ label: t('Letzte Stimme zurücknehmen', 'Undo last vote', 'تراجع عن آخر تصويت'), action: '#' }}
      />
      <Section title={t('Fehlt etwas?', 'Is something missing?', 'هل ينقص شيء؟')}>
        <Form action="#">
          <Field
            kind="textarea"
            rows={3}
            name="text"
            maxlength={140}
            label={t('Ihre eigene Aussage', 'Your own statement', 'رأيك الخاص')}
            hint={t(
              'Ein Gedanke, ein Satz, höchstens 140 Zeichen. Wir prüfen ihn, bevor andere darüber abstimmen.',
              'One thought, one sentence, 140 characters at most. We check it before others vote on it.',
              'فكرة واحدة في جملة واحدة، 140 حرفًا على الأكثر. نراجعها قبل أن يصوّت عليها الآخرون.',
            )}
          />
          <Buttons>
            <Button kind="secondary" icon="plus" label={t('Aussage einreichen', 'Submit statement', 'إرسال الرأي')} />
          </Buttons>
        </Form>
      </Section>
    </Frame>
  )
}

function ResultsPage({ tongue, assets }: { tongue: Tongue; assets: Assets }) {
  const t = (de: string, en: string, ar: string) => say(tongue, de, en, ar)
  const number = (value: number) => value.toLocaleString(tongue === 'ar' ? 'ar-EG-u-nu-latn' : tongue)
  const shares = (agree: number, disagree: number): Share[] => {
    const pass = 100 - agree - disagree
    const share = (kind: Share['kind'], value: number, label: string): Share => ({
      kind,
      share: value / 100,
      label,
      value: percentText(value, tongue),
    })
    return [
      share('agree', agree, t('stimmen zu', 'agree', 'موافقون')),
      share('disagree', disagree, t('stimmen nicht zu', 'disagree', 'غير موافقين')),
      share('pass', pass, t('weiß nicht', 'not sure', 'لا يعرفون')),
    ]
  }
  const groups: GroupRef[] = ['A', 'B', 'C'].map((letter, place) => ({
    number: (place + 1) as 1 | 2 | 3,
    letter,
    name: t(`Gruppe ${letter}`, `Group ${letter}`, `المجموعة ${letter}`),
  }))
  const byGroup = (...agreeing: (number | undefined)[]) =>
    groups.map((group, place) => {
      const value = agreeing[place]
      return value === undefined
        ? { group, result: { missing: t('zu wenige Stimmen', 'too few votes', 'أصوات قليلة جدًا') } }
        : {
            group,
            result: {
              shares: shares(value, Math.round((100 - value) * 0.7)),
              value: percentText(value, tongue),
              label: t(`${value} % stimmen zu`, `${value}% agree`, `${value}% موافقون`),
            },
          }
    })
  const texts = {
    advice: t(
      'Im Rathaus soll es Beratung in mehreren Sprachen geben.',
      'The town hall should offer advice in several languages.',
      'ينبغي أن تقدّم دار البلدية استشارات بعدة لغات.',
    ),
    clubs: t(
      'Vereine sollen Neue ein Jahr lang ohne Beitrag aufnehmen.',
      'Clubs should take in newcomers for a year without a fee.',
      'ينبغي للجمعيات قبول القادمين الجدد سنة كاملة دون اشتراك.',
    ),
    bus: t(
      'Der letzte Bus aus der Kreisstadt soll nach 22 Uhr fahren.',
      'The last bus from the county town should leave after 10 pm.',
      'ينبغي أن تنطلق آخر حافلة من مركز المنطقة بعد العاشرة مساءً.',
    ),
    language: t(
      'Wer hier lebt, soll zuerst Deutsch lernen und dann alles Weitere.',
      'Whoever lives here should learn German first and everything else later.',
      'على من يعيش هنا أن يتعلّم الألمانية أولًا ثم كل شيء آخر.',
    ),
    festival: t(
      'Das Stadtfest soll ein Fest aller Kulturen der Stadt werden.',
      'The town festival should become a feast of all cultures of the town.',
      'ينبغي أن يصبح مهرجان المدينة عيدًا لكل ثقافاتها.',
    ),
  }
  const votes = (count: number) => t(`${number(count)} Stimmen`, `${number(count)} votes`, `${number(count)} صوتًا`)
  return (
    <Frame
      tongue={tongue}
      assets={assets}
      title="results"
      printFooter={t(
        'leitbild.lindenau.example/dialog/zusammenleben/ergebnis · Stand 14. September 2026',
        'leitbild.lindenau.example · 14 September 2026',
        'leitbild.lindenau.example · 14 سبتمبر 2026',
      )}
    >
      <Breadcrumb
        label={t('Sie sind hier', 'You are here', 'أنت هنا')}
        items={[
          { label: t('Start', 'Home', 'الرئيسية'), href: '#' },
          { label: t('Zusammenleben', 'Living together', 'العيش معًا'), href: '#' },
          { label: t('Ergebnis', 'Results', 'النتائج') },
        ]}
      />
      <PageHead
        preline={t('Ergebnis des Dialogs', 'Results of the dialogue', 'نتائج الحوار')}
        title={t(
          'Wie wollen wir in Lindenau zusammenleben?',
          'How do we want to live together in Lindenau?',
          'كيف نريد أن نعيش معًا في لينديناو؟',
        )}
        lead={t(
          'Quer durch die Stadt ist man sich einiger, als man denkt: drei von vier Aussagen finden in allen Gruppen mehr Zustimmung als Ablehnung.',
          'Across town people agree more than they think: three out of four statements find more agreement than disagreement in every group.',
          'في أنحاء المدينة يتفق الناس أكثر مما يظنون: ثلاثة من كل أربعة آراء تلقى في كل المجموعات موافقة أكثر من الرفض.',
        )}
      >
        <Button kind="secondary" icon="download" href="#" label={t('Offene Daten', 'Open data', 'البيانات المفتوحة')} />
      </PageHead>
      <Stats
        items={[
          { label: t('Menschen', 'people', 'شخصًا'), value: number(347) },
          { label: t('Stimmen', 'votes', 'صوتًا'), value: number(9812) },
          {
            label: t('Aussagen', 'statements', 'رأيًا'),
            value: '62',
            note: t('davon 38 von Bewohnern', '38 of them by residents', '38 منها من السكان'),
          },
          {
            label: t('unter 18 Jahren', 'under 18', 'دون 18 عامًا'),
            value: t('zu wenige Angaben', 'too few answers', 'إجابات قليلة جدًا'),
            inWords: true,
          },
        ]}
      />
      <Section title={t('Beteiligung über die Zeit', 'Participation over time', 'المشاركة عبر الوقت')}>
        <Figure caption={t('Stimmen je Woche', 'Votes per week', 'الأصوات في الأسبوع')}>
          <ColumnChart
            label={t('Stimmen je Woche, von 310 bis 2.140', 'Votes per week, from 310 to 2,140', 'الأصوات في الأسبوع من 310 إلى 2140')}
            labelEvery={2}
            direction={tongue === 'ar' ? 'rtl' : 'ltr'}
            columns={[812, 2140, 1630, 1204, 940, 1380, 1396, 310].map((value, week) => ({
              label: `${week + 30}`,
              value,
              valueText: number(value),
            }))}
          />
        </Figure>
      </Section>
      <Section
        title={t('Was eint', 'What unites', 'ما يجمعنا')}
        lead={t(
          'Aussagen, denen in allen Gruppen die meisten zustimmen.',
          'Statements most people in every group agree with.',
          'آراء يوافق عليها معظم الناس في كل المجموعات.',
        )}
      >
        <Statements>
          <StatementRow
            statement={{ text: texts.bus }}
            href="#"
            votes={votes(214)}
            overall={{ shares: shares(86, 6) }}
            groups={byGroup(91, 84, 79)}
          />
          <StatementRow
            statement={{ text: texts.advice }}
            href="#"
            votes={votes(198)}
            badges={<Badge label={t('von Bewohnern', 'by residents', 'من السكان')} />}
            overall={{ shares: shares(74, 14) }}
            groups={byGroup(88, 61, undefined)}
          />
        </Statements>
      </Section>
      <Section
        title={t('Was umstritten ist', 'What is contested', 'ما نختلف عليه')}
        lead={t('Hier gehen die Gruppen auseinander.', 'Here the groups part ways.', 'هنا تختلف المجموعات.')}
      >
        <Statements>
          <StatementRow
            statement={{ text: texts.language }}
            href="#"
            votes={votes(231)}
            overall={{ shares: shares(48, 41) }}
            groups={byGroup(18, 83, 52)}
          />
          <StatementRow
            statement={{
              text: texts.festival,
              original: {
                text: 'Свято міста має стати святом усіх культур.',
                lang: 'uk',
                dir: 'ltr',
                label: t('Original zeigen (Ukrainisch)', 'Show original (Ukrainian)', 'إظهار النص الأصلي (الأوكرانية)'),
                machine: t('Maschinell übersetzt.', 'Translated by a machine.', 'ترجمة آلية.'),
              },
            }}
            votes={votes(4)}
            overall={{ missing: t('zu wenige Stimmen', 'too few votes', 'أصوات قليلة جدًا') }}
          />
        </Statements>
      </Section>
      <Section
        title={t('Drei Gruppen', 'Three groups', 'ثلاث مجموعات')}
        lead={t(
          'Wer ähnlich abgestimmt hat, steht in einer Gruppe. Gruppen sind Meinungen, keine Herkünfte.',
          'Those who voted alike form a group. Groups are opinions, not origins.',
          'من صوّتوا بشكل متشابه يشكّلون مجموعة. المجموعات آراء لا أصول.',
        )}
      >
        <Cards>
          {groups.map((group, place) => (
            <GroupCard
              group={group}
              size={t(`${[142, 118, 87][place]} Personen`, `${[142, 118, 87][place]} people`, `${[142, 118, 87][place]} شخصًا`)}
              statements={[
                {
                  statement: { text: [texts.festival, texts.language, texts.clubs][place]! },
                  side: 'agree',
                  note: t('82 % hier, 39 % sonst', '82% here, 39% elsewhere', '82% هنا، 39% في غيرها'),
                },
                {
                  statement: { text: [texts.language, texts.festival, texts.advice][place]! },
                  side: 'disagree',
                  note: t('71 % hier, 24 % sonst', '71% here, 24% elsewhere', '71% هنا، 24% في غيرها'),
                },
              ]}
            />
          ))}
        </Cards>
      </Section>
      <Section title={t('Alle Aussagen', 'All statements', 'كل الآراء')}>
        <Stack>
          <FilterLinks
            label={t('Sortiert nach', 'Sorted by', 'الترتيب حسب')}
            options={[
              { label: t('Zustimmung', 'agreement', 'الموافقة'), href: '#', current: true },
              { label: t('Zahl der Stimmen', 'number of votes', 'عدد الأصوات'), href: '#' },
              { label: t('neueste', 'newest', 'الأحدث'), href: '#' },
            ]}
          />
          <Table
            caption={t(
              'Alle Aussagen mit Zustimmung je Gruppe',
              'All statements with agreement per group',
              'كل الآراء مع نسبة الموافقة في كل مجموعة',
            )}
            captionHidden
            columns={[
              { label: t('Aussage', 'Statement', 'الرأي') },
              { label: t('Stimmen', 'Votes', 'الأصوات'), numeric: true, sort: { href: '#', direction: 'descending' } },
              { label: t('Gesamt', 'Overall', 'الإجمالي'), numeric: true, sort: { href: '#' } },
              ...groups.map(group => ({ label: group.name, numeric: true })),
            ]}
            rows={[
              [texts.language, 231, percentText(48, tongue), percentText(18, tongue), percentText(83, tongue), percentText(52, tongue)],
              [texts.bus, 214, percentText(86, tongue), percentText(91, tongue), percentText(84, tongue), percentText(79, tongue)],
              [
                texts.advice,
                198,
                percentText(74, tongue),
                percentText(88, tongue),
                percentText(61, tongue),
                t('zu wenige', 'too few', 'قليلة جدًا'),
              ],
              [texts.clubs, 4, t('zu wenige', 'too few', 'قليلة جدًا'), '–', '–', '–'],
            ]}
          />
          <Pagination
            label={t('Seiten', 'Pages', 'الصفحات')}
            status={t('Seite 1 von 4', 'Page 1 of 4', 'صفحة 1 من 4')}
            next={{ label: t('Weiter', 'Next', 'التالي'), href: '#' }}
          />
        </Stack>
      </Section>
      <Section title={t('Wie gerechnet wird', 'How this is computed', 'كيف يُحسب هذا')}>
        <Prose>
          <p>
            {t(
              'Gruppen entstehen allein aus dem Abstimmen. Gezeigt wird nur, wozu mindestens fünf Menschen etwas gesagt haben.',
              'Groups come from voting alone. Only what at least five people answered is shown.',
              'تنشأ المجموعات من التصويت وحده. لا يُعرض إلا ما أجاب عنه خمسة أشخاص على الأقل.',
            )}
          </p>
        </Prose>
      </Section>
    </Frame>
  )
}

const percentText = (value: number, tongue: Tongue) => (tongue === 'de' ? `${value} %` : `${value}%`)

function DeskPage({ assets }: { assets: Assets }) {
  return (
    <Frame
      tongue="de"
      assets={{ ...assets, stylesheets: [...assets.stylesheets, assets.desk] }}
      title="Moderation"
      noIndex
      navigation={[]}
      staff={{
        name: 'Sabine Krüger',
        accountUrl: '#',
        signOutUrl: '#',
        navigation: [
          { label: 'Dialoge', href: '#' },
          { label: 'Moderation', href: '#', current: true, count: '3' },
          { label: 'Menschen', href: '#' },
          { label: 'Protokoll', href: '#' },
          { label: 'Einstellungen', href: '#' },
        ],
      }}
      notices={[{ tone: 'success', text: 'Die Aussage ist freigegeben und wird jetzt gezeigt.' }]}
    >
      <PageHead title="Moderation" lead="Drei Aussagen warten, die älteste seit gestern Abend." />
      <Tabs
        label="Stand"
        items={[
          { label: 'Warten', href: '#', current: true, count: '3' },
          { label: 'Freigegeben', href: '#', count: '58' },
          { label: 'Abgelehnt', href: '#', count: '7' },
        ]}
      />
      <ReviewCard
        text={{ text: 'Am Bahnhof fehlen Bänke, auf denen man auch bei Regen sitzen kann.' }}
        badges={<Badge label="Wartet" tone="warning" icon="clock" />}
        meta="gestern, 21:14 · Deutsch · Zusammenleben"
        similar={{
          label: 'Ähnliche Aussagen',
          items: [
            {
              statement: { text: 'Der Bahnhof braucht einen überdachten Platz zum Warten.' },
              note: '112 Stimmen',
              deed: (
                <Button
                  label="Zusammenlegen"
                  fullLabel="Zusammenlegen mit: Der Bahnhof braucht einen überdachten Platz"
                  kind="quiet"
                  icon="merge"
                  small
                />
              ),
            },
          ],
        }}
      >
        <Button label="Freigeben" icon="agree" block />
        <Button label="Ablehnen …" kind="secondary" icon="disagree" href="#" block />
        <Button label="Tippfehler ändern" kind="quiet" icon="edit" href="#" block />
      </ReviewCard>
      <ReviewCard
        text={{ text: 'نحتاج إلى دورات لغة في المساء لمن يعملون في النهار.', lang: 'ar', dir: 'rtl' }}
        translation={{ text: 'Wir brauchen abends Sprachkurse für die, die tagsüber arbeiten.', label: 'maschinell übersetzt' }}
        badges={<Badge label="Wartet" tone="warning" icon="clock" />}
        meta="heute, 07:40 · Arabisch · Zusammenleben"
      >
        <Button label="Freigeben" icon="agree" block />
        <Button label="Ablehnen …" kind="secondary" icon="disagree" href="#" block />
        <Button label="Tippfehler ändern" kind="quiet" icon="edit" href="#" block />
      </ReviewCard>
      <Section title="Zuletzt entschieden">
        <Table
          caption="Zuletzt entschieden"
          captionHidden
          columns={[{ label: 'Aussage' }, { label: 'Entscheidung' }, { label: 'Von' }, { label: 'Wann' }]}
          rows={[
            [
              'Mehr Schatten auf dem Marktplatz.',
              <Badge label="Freigegeben" tone="success" icon="success" />,
              'Sabine Krüger',
              'heute, 08:02',
            ],
            [
              'Der Bürgermeister soll zurücktreten.',
              <Badge label="Abgelehnt" tone="danger" icon="disagree" />,
              'Jonas Weber',
              'gestern, 17:30',
            ],
          ]}
        />
      </Section>
    </Frame>
  )
}

function FormPage({ tongue, assets }: { tongue: Tongue; assets: Assets }) {
  const t = (de: string, ar: string) => say(tongue, de, de, ar)
  const free = t('freiwillig', 'اختياري')
  return (
    <Frame tongue={tongue} assets={assets} title="form">
      <PageHead
        title={t('Neuer Dialog', 'حوار جديد')}
        lead={t('Erst wenn Sie den Dialog öffnen, sieht ihn die Stadt.', 'لا تراه المدينة إلا بعد أن تفتحه.')}
      />
      <Form action="#">
        <ErrorSummary
          title={t('Zwei Angaben fehlen noch', 'ينقص إجابتان')}
          refusals={[
            { field: 'question', text: t('Bitte schreiben Sie die Frage des Dialogs.', 'يرجى كتابة سؤال الحوار.') },
            { field: 'closes', text: t('Das Ende muss nach dem Beginn liegen.', 'يجب أن تكون النهاية بعد البداية.') },
          ]}
        />
        <Steps
          label={t('Schritte', 'الخطوات')}
          items={[
            { label: t('Frage', 'السؤال'), state: 'done', stateLabel: t('erledigt', 'تم') },
            { label: t('Zeit', 'الوقت'), state: 'current' },
            { label: t('Aussagen', 'الآراء'), state: 'open' },
          ]}
        />
        <Field
          kind="text"
          name="question"
          label={t('Frage', 'السؤال')}
          hint={t('So, wie Sie sie auf dem Marktplatz stellen würden.', 'كما لو كنت تطرحه في ساحة السوق.')}
          refusal={t('Bitte schreiben Sie die Frage des Dialogs.', 'يرجى كتابة سؤال الحوار.')}
          required
        />
        <Field kind="textarea" name="description" label={t('Beschreibung', 'الوصف')} optional={free} />
        <Field kind="datetime-local" name="opens" label={t('Beginn', 'البداية')} value="2026-09-01T08:00" width="medium" />
        <Field
          kind="datetime-local"
          name="closes"
          label={t('Ende', 'النهاية')}
          value="2026-08-30T20:00"
          width="medium"
          refusal={t('Das Ende muss nach dem Beginn liegen.', 'يجب أن تكون النهاية بعد البداية.')}
        />
        <Field
          kind="select"
          name="kind"
          label={t('Prüfung neuer Aussagen', 'مراجعة الآراء الجديدة')}
          value="after"
          options={[
            { value: 'before', label: t('bevor sie gezeigt werden', 'قبل عرضها') },
            { value: 'after', label: t('nachdem sie gezeigt werden', 'بعد عرضها') },
          ]}
        />
        <Field
          kind="radio"
          name="length"
          label={t('Länge einer Aussage', 'طول الرأي')}
          value="140"
          options={[
            {
              value: '140',
              label: t('bis 140 Zeichen', 'حتى 140 حرفًا'),
              hint: t('Ein Gedanke, ein Satz. Am besten zu lesen.', 'فكرة واحدة، جملة واحدة.'),
            },
            { value: '280', label: t('bis 280 Zeichen', 'حتى 280 حرفًا') },
          ]}
        />
        <Field
          kind="checkboxes"
          name="languages"
          label={t('Sprachen', 'اللغات')}
          values={['de', 'ar']}
          options={[
            { value: 'de', label: 'Deutsch' },
            { value: 'uk', label: 'Українська' },
            { value: 'ar', label: 'العربية' },
          ]}
        />
        <Field kind="checkbox" name="own" label={t('Bewohner dürfen eigene Aussagen einreichen', 'يمكن للسكان إرسال آرائهم')} checked />
        <Field
          kind="checkbox"
          name="agreed"
          label={t('Der Bürgermeister weiß Bescheid', 'رئيس البلدية على علم')}
          refusal={t('Bitte bestätigen.', 'يرجى التأكيد.')}
        />
        <Field kind="file" name="crest" label={t('Wappen', 'الشعار')} hint="PNG, SVG, JPEG" optional={free} />
        <Field kind="colour" name="colour" label={t('Farbe der Stadt', 'لون المدينة')} value="#8a1538" />
        <Buttons>
          <Button label={t('Speichern', 'حفظ')} />
          <Button label={t('Abbrechen', 'إلغاء')} kind="quiet" href="#" />
        </Buttons>
      </Form>
    </Frame>
  )
}

function PartsPage({ tongue, assets }: { tongue: Tongue; assets: Assets }) {
  const t = (de: string, en: string, ar: string) => say(tongue, de, en, ar)
  const sentence = t('Der Dialog endet am 30. September.', 'The dialogue ends on 30 September.', 'ينتهي الحوار في 30 سبتمبر.')
  return (
    <Frame tongue={tongue} assets={assets} title="parts">
      <PageHead title={t('Alle Teile', 'All parts', 'كل الأجزاء')} />
      <Section title={t('Knöpfe', 'Buttons', 'الأزرار')}>
        <Buttons>
          <Button label={t('Speichern', 'Save', 'حفظ')} />
          <Button label={t('Weiter', 'Next', 'التالي')} icon="forward" />
          <Button label={t('Vorschau', 'Preview', 'معاينة')} kind="secondary" />
          <Button label={t('Abbrechen', 'Cancel', 'إلغاء')} kind="quiet" />
          <Button label={t('Löschen', 'Delete', 'حذف')} kind="danger" icon="bin" />
          <Button label={t('Klein', 'Small', 'صغير')} kind="secondary" small />
        </Buttons>
      </Section>
      <Section title={t('Hinweise', 'Notices', 'إشعارات')}>
        <Stack>
          <Notice tone="info" title={sentence} />
          <Notice tone="success" title={t('Gespeichert', 'Saved', 'تم الحفظ')}>
            {sentence}
          </Notice>
          <Notice tone="warning">{sentence}</Notice>
          <Notice tone="error" title={t('Nicht gespeichert', 'Not saved', 'لم يُحفظ')}>
            {sentence}
          </Notice>
          <Buttons>
            <Badge label={t('Entwurf', 'Draft', 'مسودة')} />
            <Badge label={t('Offen', 'Open', 'مفتوح')} tone="success" icon="success" />
            <Badge label={t('Neu', 'New', 'جديد')} tone="info" />
            <Badge label={t('Wartet', 'Waiting', 'قيد الانتظار')} tone="warning" icon="clock" />
            <Badge label={t('Abgelehnt', 'Rejected', 'مرفوض')} tone="danger" icon="disagree" />
          </Buttons>
        </Stack>
      </Section>
      <Section title={t('Angaben', 'Facts', 'بيانات')}>
        <Stack>
          <DefinitionList
            items={[
              {
                term: t('Frage', 'Question', 'السؤال'),
                description: t('Wie wollen wir zusammenleben?', 'How do we want to live together?', 'كيف نريد أن نعيش معًا؟'),
              },
              { term: t('Beginn', 'Opens', 'البداية'), description: '01.09.2026' },
              { term: t('Ende', 'Closes', 'النهاية'), description: '30.09.2026' },
            ]}
          />
          <Disclosure label={t('Wie gerechnet wird', 'How this is computed', 'كيف يُحسب هذا')}>
            <p>{sentence}</p>
          </Disclosure>
          <Disclosure label={t('Offen', 'Open', 'مفتوح')} open>
            <p>{sentence}</p>
          </Disclosure>
          <EmptyState
            title={t('Noch keine Aussagen', 'No statements yet', 'لا آراء بعد')}
            level={3}
            action={<Button label={t('Aussage schreiben', 'Write one', 'اكتب رأيًا')} icon="plus" href="#" />}
          >
            {t('Schreiben Sie die erste, andere folgen.', 'Write the first, others will follow.', 'اكتب الأول وسيتبعك الآخرون.')}
          </EmptyState>
          <ConfirmForm
            action="#"
            title={t('Dialog schließen?', 'Close the dialogue?', 'إغلاق الحوار؟')}
            confirm={{ label: t('Schließen', 'Close', 'إغلاق'), danger: true }}
            cancel={{ label: t('Abbrechen', 'Cancel', 'إلغاء'), href: '#' }}
          >
            <p>
              {t(
                'Danach kann niemand mehr abstimmen. Das lässt sich nicht rückgängig machen.',
                'After that nobody can vote any more. This cannot be undone.',
                'بعد ذلك لن يتمكن أحد من التصويت. لا يمكن التراجع عن ذلك.',
              )}
            </p>
          </ConfirmForm>
        </Stack>
      </Section>
    </Frame>
  )
}
