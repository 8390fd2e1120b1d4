import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

type Answer = { status?: number; body?: string; headers?: Record<string, string>; isSilent?: boolean }

export type OparlServer = {
  address: string
  /** every path that was asked for, in order */
  asked: string[]
  /** the objects by their path; a test may change them */
  objects: Record<string, Record<string, unknown>>
  /** how it answers; at first as OParl 1.1 has it */
  answer: (path: string) => Answer
  close(): Promise<void>
}

/**
 * A council information system that speaks OParl 1.1 (https://dev.oparl.org/spezifikation): a paper that went to the integration council,
 * a committee and the council, with everything between.
 */
export async function openOparlServer(): Promise<OparlServer> {
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    opened.asked.push(path)
    const { status = 200, body = '', headers = {}, isSilent } = opened.answer(path)
    if (!isSilent) response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const opened: OparlServer = {
    address,
    asked: [],
    objects: objectsAt(address),
    answer: path => {
      const object = opened.objects[path]
      return object ? { body: JSON.stringify(object) } : { status: 404, body: '{}' }
    },
    close: async () => {
      server.closeAllConnections()
      if (server.listening) await once(server.close(), 'close')
    },
  }
  return opened
}

function objectsAt(address: string): Record<string, Record<string, unknown>> {
  const at = (path: string) => `${address}${path}`
  const object = (type: string, path: string, fields: Record<string, unknown>) => ({
    [path]: {
      id: at(path),
      type: `https://schema.oparl.org/1.1/${type}`,
      created: '2026-01-05T08:00:00+01:00',
      modified: '2026-09-01T08:00:00+02:00',
      ...fields,
    },
  })
  const organization = (path: string, name: string) =>
    object('Organization', path, { body: at('/body/1'), name, shortName: name.slice(0, 8), organizationType: 'Gremium' })
  const meeting = (path: string, organization: string, start: string, items: Record<string, unknown>[]) =>
    object('Meeting', path, { name: 'Sitzung', start, organization: [at(organization)], agendaItem: items, meetingState: 'durchgeführt' })
  const item = (path: string, meeting: string, number: string, name: string, fields: Record<string, unknown> = {}) =>
    object('AgendaItem', path, { meeting: at(meeting), number, name, public: true, ...fields })
  const consultation = (path: string, place: number, organization: string, role: string) =>
    object('Consultation', path, {
      paper: at('/paper/1'),
      agendaItem: at(`/agendaitem/${place}`),
      meeting: at(`/meeting/${place}`),
      organization: [at(organization)],
      role,
      authoritative: role === 'Entscheidung',
    })

  const items = {
    ...item('/agendaitem/1', '/meeting/1', 'Ö 3', 'Leitbild für Vielfalt', {
      consultation: at('/consultation/1'),
      result: 'zur Kenntnis genommen',
    }),
    ...item('/agendaitem/2', '/meeting/2', 'Ö 5.1', 'Leitbild für Vielfalt', {
      consultation: at('/consultation/2'),
      result: 'geändert beschlossen',
      resolutionText: 'Leitsatz 4 wird gestrichen.',
    }),
    ...item('/agendaitem/3', '/meeting/3', 'Ö 7', 'Leitbild für Vielfalt', {
      consultation: at('/consultation/3'),
      result: 'einstimmig beschlossen',
    }),
    ...item('/agendaitem/4', '/meeting/3', 'N 1', 'Grundstück', { public: false }),
  }
  const consultations = {
    ...consultation('/consultation/1', 1, '/organization/1', 'Anhörung'),
    ...consultation('/consultation/2', 2, '/organization/2', 'Vorberatung'),
    ...consultation('/consultation/3', 3, '/organization/3', 'Entscheidung'),
  }
  return {
    ...object('System', '/', { oparlVersion: 'https://schema.oparl.org/1.1/', name: 'Ratsinformation Musterstadt', body: at('/bodies') }),
    ...object('Body', '/body/1', {
      name: 'Stadt Musterstadt',
      system: at('/'),
      organization: at('/organizations'),
      person: at('/people'),
      meeting: at('/meetings'),
      paper: at('/papers'),
      legislativeTerm: [],
    }),
    ...organization('/organization/1', 'Integrationsrat'),
    ...organization('/organization/2', 'Ausschuss für Soziales'),
    ...organization('/organization/3', 'Stadtrat'),
    ...items,
    ...consultations,
    ...meeting('/meeting/1', '/organization/1', '2026-09-02T17:00:00+02:00', [items['/agendaitem/1']!]),
    ...meeting('/meeting/2', '/organization/2', '2026-09-10T17:00:00+02:00', [items['/agendaitem/2']!]),
    ...meeting('/meeting/3', '/organization/3', '2026-09-24T23:30:00+02:00', [items['/agendaitem/3']!, items['/agendaitem/4']!]),
    ...object('Paper', '/paper/1', {
      body: at('/body/1'),
      name: 'Leitbild für Vielfalt',
      reference: 'V 2026/0815',
      date: '2026-08-20',
      paperType: 'Beschlussvorlage',
      consultation: Object.values(consultations),
    }),
  }
}
