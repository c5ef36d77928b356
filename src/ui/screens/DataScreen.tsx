/** Data: pairs of the corpus and of one's own, their masks as the trainer computes them, and files to bring. */
import { PairBrowser } from '../data/PairBrowser.tsx';
import { PairsPanel } from '../pairs/PairsPanel.tsx';
import '../styles/pairs.css';
import '../styles/data.css';

export function DataScreen() {
  return (
    <>
      <PairsPanel />
      <PairBrowser />
    </>
  );
}
