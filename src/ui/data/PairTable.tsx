import {
  Cell,
  Column,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
} from 'react-aria-components';
import type { PairRow } from '../../worker/dataContract.ts';
import type { Messages } from '../i18n/en.ts';
import { useLocale } from '../i18n/language.ts';

const layout = { rowHeight: 30, headingHeight: 30 };

const wordOf = (code: string, lints: Readonly<Record<string, string>>) => lints[code] ?? code;

/** The lints of a pair, short. */
const remarksOf = ({ lints }: Pick<PairRow, 'lints'>, t: Messages['data']): string =>
  lints.map((code) => wordOf(code, t.lints)).join(', ');

/** All pairs of a list; only the rows in view are in the page. */
export function PairTable(props: {
  rows: readonly PairRow[];
  /** Index of the chosen row. */
  selected: number;
  onSelect: (index: number) => void;
}) {
  const { messages, format } = useLocale();
  const t = messages.data;
  const hasRemarks = props.rows.some(({ lints }) => lints.length > 0);
  const hasConfidence = props.rows.some(({ pair }) => pair.provenance !== undefined);
  return (
    <Virtualizer layout={TableLayout} layoutOptions={layout}>
      <Table
        className="pair-table"
        aria-label={t.pairs}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={[String(props.selected)]}
        onSelectionChange={(keys) => {
          const [key] = keys === 'all' ? [] : [...keys];
          if (key !== undefined) props.onSelect(Number(key));
        }}
      >
        <TableHeader>
          <Column isRowHeader minWidth={108}>
            {t.id}
          </Column>
          <Column width={90}>{t.weakness}</Column>
          <Column width={62}>{t.tokens}</Column>
          <Column width={70}>{t.marked}</Column>
          {hasConfidence && <Column width={90}>{t.confidence}</Column>}
          {hasRemarks && <Column minWidth={88}>{t.remarks}</Column>}
          <Column width={84}>{t.language}</Column>
        </TableHeader>
        <TableBody items={props.rows.map((row, i) => ({ id: String(i), row }))}>
          {({ id, row }) => (
            <Row id={id} textValue={row.pair.id}>
              <Cell>
                <span translate="no">{row.pair.id}</span>
              </Cell>
              <Cell>
                <span translate="no">{row.pair.cwe}</span>
              </Cell>
              <Cell>{format.count(row.promptTokens + row.sideTokens)}</Cell>
              <Cell>{format.percent(row.marked)}</Cell>
              {hasConfidence && (
                <Cell>
                  {row.pair.provenance === undefined
                    ? '–'
                    : format.number(row.pair.provenance.confidence, { maximumFractionDigits: 2 })}
                </Cell>
              )}
              {hasRemarks && <Cell>{remarksOf(row, t)}</Cell>}
              <Cell>
                <span translate="no">{row.pair.language}</span>
              </Cell>
            </Row>
          )}
        </TableBody>
      </Table>
    </Virtualizer>
  );
}
