import './explorer.css';
import { createRoot } from 'react-dom/client';
import { ApolloPage } from './apollo/apollo-page.tsx';
import { lookAtViewer } from './session/session.ts';

void lookAtViewer();
const root = document.getElementById('explorer');
if (root !== null) createRoot(root).render(<ApolloPage />);
