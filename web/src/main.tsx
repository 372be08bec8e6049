/**
 * The GraphiQL page: GraphiQL itself, with the example documents in tabs and Corridor's name on it.
 */
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './page.css';
import './workers';
import { createLocalStorage } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { examples } from './examples';
import { createFetcher } from './fetcher';
import { takeSharedDocument } from './link';
import logo from './logo.svg';

// The page is served at the address it queries, wherever a proxy may have put that.
const fetcher = createFetcher(window.location.pathname);

// Other GraphiQL pages that a developer has had on this origin must not leave their tabs here.
const storage = createLocalStorage({ namespace: 'corridor' });

const shared = takeSharedDocument();
const tabs = shared ? [shared, ...examples] : examples;

function Page() {
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      defaultTabs={tabs}
      defaultQuery=""
      inputValueDeprecation
      {...(shared && { initialQuery: shared.query })}
      {...(shared?.variables && { initialVariables: shared.variables })}
    >
      <GraphiQL.Logo>
        <span className="wordmark">
          <img src={logo} alt="" width="22" height="22" />
          <span>Corridor</span>
        </span>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

const container = document.getElementById('graphiql');
if (!container) throw new Error('graphiql.html has no element with the id "graphiql"');
createRoot(container).render(<Page />);
