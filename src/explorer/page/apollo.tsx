import './explorer.css';
import { createRoot } from 'react-dom/client';
import { ApolloPage } from './apollo/apollo-page.tsx';
import { startSession } from './session/browser-sign-in.ts';

startSession();
const root = document.getElementById('explorer');
if (root !== null) createRoot(root).render(<ApolloPage />);
