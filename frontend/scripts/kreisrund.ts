// The element `<kreisrund-suche>` on other sites' pages. It asks nobody but the server from which this script came, sets no
// cookie and keeps nothing.

import { KreisrundSuche } from './embed/element';

// A page may hold the line twice.
if (!customElements.get('kreisrund-suche')) customElements.define('kreisrund-suche', KreisrundSuche);
