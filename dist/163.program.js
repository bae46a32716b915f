const j=163,x=[163],N={62971:((C,P,i)=>{i.d(P,{OR:()=>h,QX:()=>s,Qo:()=>c,SI:()=>_,WL:()=>E,c:()=>n,eR:()=>m,wu:()=>r});var l=i(62965),w=i(31468),d=i(14437);const f=[1,16,64,256,1024];async function E(e,t){const o=await p(e,t)??await T(e,t)??await S(e,t);if(o===void 0)throw new l.u(`no commit '${t}' here${await v(e)?", nor at origin":""}`);return o}function c(e){return p(e,"HEAD")}function m(e){return(0,d.J)(e,["symbolic-ref","--short","--quiet","HEAD"])}async function r(e,t,o){const a=await(0,d.J)(e,["merge-base",t,o]);if(a!==void 0)return a;if(await I(e))for(const g of f){await L(e,g,[t,o]);const y=await(0,d.J)(e,["merge-base",t,o]);if(y!==void 0)return y}throw new l.F(`${t.slice(0,7)} and ${o.slice(0,7)} have no common ancestor within reach; fetch more history (fetch-depth: 0)`)}async function h(e){if(e.defaultBranch!==void 0)return`origin/${e.defaultBranch}`;const o=[await(0,d.J)(e,["symbolic-ref","--short","--quiet","refs/remotes/origin/HEAD"]),"origin/main","origin/master","main","master"].filter(a=>a!==void 0);for(const a of o)if(await p(e,a)!==void 0)return a}async function _(e){return(await h(e))?.replace(/^origin\//,"")}async function s(e,t,o){const a=await E(e,o).catch(y=>{if(!(y instanceof l.u))throw y});if(a!==void 0)return u(e,t,a);if(await I(e)&&await L(e,O,[]),await I(e))throw new l.F(`${o.slice(0,7)} is not in this shallow clone, nor to be had; fetch more history (fetch-depth: 0)`);const g=await p(e,o);return g!==void 0&&u(e,t,g)}async function n(e,t,o){const a=await(0,d.$)(e,["merge-base","--is-ancestor",t,o]);if(a.code>1)throw new w.lc((0,w.is)(a));return a.code===0}async function u(e,t,o){for(const a of[0,...f,O]){if(a>0&&await L(e,a,[o,t]),await M(e,t,o))return!0;if(await M(e,o,t)||!await I(e))return!1}throw new l.F(`whether ${t.slice(0,7)} comes before ${o.slice(0,7)} is not to be told from so little history; fetch more (fetch-depth: 0)`)}const O=2147483647;async function M(e,t,o){return(await(0,d.$)(e,["merge-base","--is-ancestor",t,o])).code===0}function p(e,t){return(0,d.J)(e,["rev-parse","--verify","--quiet","--end-of-options",`${t}^{commit}`])}async function T(e,t){const o=t.replace(/^origin\//,"");if(!/^[\w][\w./-]*$/.test(o)||!await v(e))return;const a=await I(e)?["--depth=1"]:[],{code:g}=await(0,d.$)(e,["fetch","--quiet","--no-tags",...a,"origin",o]);return g===0?p(e,"FETCH_HEAD"):void 0}async function S(e,t){if(!await I(e))return;const o=await p(e,"HEAD");for(const a of f){await L(e,a,o===void 0?[]:[o]);const g=await p(e,t);if(g!==void 0)return g}}async function L(e,t,o){const a=y=>(0,d.$)(e,["fetch","--quiet","--no-tags",`--deepen=${t}`,"origin",...y]),{code:g}=await a(o);g!==0&&o.length>0&&await a([])}async function I(e){return await(0,d.J)(e,["rev-parse","--is-shallow-repository"])==="true"}async function v(e){return await(0,d.J)(e,["remote","get-url","origin"])!==void 0}}),82436:((C,P,i)=>{i.d(P,{_:()=>d});const l=/^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|PROXY_COMMAND|ALLOW_PROTOCOL|PROTOCOL_FROM_USER|PROTOCOL|SSL_\w+|HTTP_\w+|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)$/,w=/^(http|credential|url|safe|protocol)\.|^core\.(sshcommand|askpass|gitproxy)$/i;function d(r,{config:h=new Map,objects:_}={}){const s=Object.entries(r).filter(([n])=>!n.startsWith("GIT_")||l.test(n));return{...Object.fromEntries(s),...c([...f(r).filter(([n])=>w.test(n)),...h]),..._!==void 0&&m(_),GIT_TERMINAL_PROMPT:"0",GIT_OPTIONAL_LOCKS:"0",GIT_PAGER:"cat",LC_ALL:"C"}}function f(r){const h=Math.min(Number(r.GIT_CONFIG_COUNT)||0,E);return Array.from({length:h},(_,s)=>s).flatMap(_=>{const[s,n]=[r[`GIT_CONFIG_KEY_${_}`],r[`GIT_CONFIG_VALUE_${_}`]];return s===void 0||n===void 0?[]:[[s,n]]})}const E=1e3;function c(r){const h=r.flatMap(([_,s],n)=>[[`GIT_CONFIG_KEY_${n}`,_],[`GIT_CONFIG_VALUE_${n}`,s]]);return{GIT_CONFIG_COUNT:String(r.length),...Object.fromEntries(h)}}function m({added:r,existing:h}){return{GIT_OBJECT_DIRECTORY:r,GIT_ALTERNATE_OBJECT_DIRECTORIES:JSON.stringify(h)}}}),31468:((C,P,i)=>{i.d(P,{KM:()=>s,is:()=>f,lc:()=>l,vu:()=>h});class l extends Error{name="GitFault";refused;constructor(u,O=!1){super(u),this.refused=O}}const w=600,d=/^(To |hint:|Done$|error: failed to push some refs|Please make sure you have|and the repository exists)/;function f({code:n,stdout:u,stderr:O}){const M=[...O.split(/[\r\n]+/),...E(u)].map(c),p=[...new Set(M.filter(T=>T!==""&&!d.test(T)))].join("; ");return p===""?`git ended with code ${n}`:p.length>w?`${p.slice(0,w)}…`:p}function E(n){return n.split(`
`).flatMap(u=>/^!\t[^\t]*\t(.*)$/.exec(u)?.[1]??[])}function c(n){return n.replace(/^remote:\s*/,"").replaceAll(/:\/\/[^\s/@]+@/g,"://").replaceAll(/[\p{Cc}\p{Bidi_Control}]+/gu," ").trim()}const m=/returned error: 40[13]|authentication failed|permission .*denied|permission denied|access .*not granted|read[- ]only|terminal prompts disabled|repository not found|not allowed to/i,r=/lock|failed to update ref|already exists|old value|but expected/i;function h({stdout:n,stderr:u}){return m.test(u)?!0:E(n).some(O=>O.startsWith("[remote rejected]")&&!r.test(O))}const _=/returned error: (?:429|5\d\d)|could not resolve|couldn't connect|failed to connect|connection (?:was )?(?:reset|refused|timed out|closed)|timed out|early eof|hung up|unexpected disconnect|rpc failed|empty reply|ssl_error|recv failure/i;function s({code:n,stderr:u}){return n>0&&_.test(u)}}),14437:((C,P,i)=>{i.d(P,{$:()=>f,J:()=>E});var l=i(31421),w=i(82436);const d=["--literal-pathspecs","-c","core.quotepath=off","-c","core.fsmonitor=false"];function f(c,m,r={}){const{input:h="",timeoutMs:_=6e4}=r,s={cwd:c.root,env:(0,w._)(process.env,c),maxBuffer:1<<30,timeout:_,encoding:"utf8"};return new Promise((n,u)=>{const O=(0,l.execFile)("git",[...d,...m],s,(M,p,T)=>{M===null?n({code:0,stdout:p,stderr:T}):typeof M.code=="number"?n({code:M.code,stdout:p,stderr:T}):u(M)});O.stdin?.on("error",()=>{}),O.stdin?.end(h)})}async function E(c,m){const{code:r,stdout:h}=await f(c,m),_=h.trim();return r===0&&_!==""?_:void 0}}),70023:((C,P,i)=>{i.d(P,{e1:()=>w,fn:()=>f,ve:()=>d});var l=i(14437);async function w(c){return await f(c)===void 0?void 0:"origin"}async function d(c,m){const r=await f(c);return r!==void 0&&E(r)===E(m)}function f(c){return(0,l.J)(c,["remote","get-url","origin"])}function E(c){return c.replace(/^[a-z+]+:\/\//,"").replace(/^[^/@]*@/,"").replace(/^([^/:]+):(?!\d)/,"$1/").replace(/\/+$/,"").replace(/\.git$/,"").toLowerCase()}}),3757:((C,P,i)=>{i.d(P,{X:()=>c,h:()=>E});var l=i(51455),w=i(76760),d=i(62965),f=i(14437);async function E(m,{config:r,defaultBranch:h,server:_}={}){const s=await(0,f.J)({root:m,config:r},["rev-parse","--show-toplevel"]);if(s===void 0)throw new d.u(`${m} is not in a Git repository; run 'git init' first`);const n=await(0,l.realpath)(s);return{root:n,folder:(0,w.relative)(n,await(0,l.realpath)(m)).split(w.sep).join("/"),...r!==void 0&&{config:r},...h!==void 0&&{defaultBranch:h},..._!==void 0&&{server:_}}}async function c(m,r){const[h,_]=await Promise.all([(0,f.J)(m,["ls-files","--cached","--",r]),(0,f.J)(m,["ls-tree","-r","--name-only","HEAD","--",r])]);return h!==void 0||_!==void 0}}),33163:((C,P,i)=>{i.d(P,{init:()=>S});var l=i(73024),w=i(51455),d=i(76760),f=i(62971),E=i(70023),c=i(3757),m=i(62965),r=i(42170),h=i(5982);const _=`# What a pull request does to the behaviour of the applications here: a comment, annotations, and a gate.
# For pull requests of forks as well, take pull-request-fork.yml and report.yml instead.
name: llmops
on:
  pull_request:
    branches: [main] # what is proposed to another branch has that branch's policy
    types: [opened, synchronize, reopened, edited] # edited: it may change another branch by now
  merge_group:
permissions: {}
concurrency:
  group: llmops-\${{ github.ref }}
  cancel-in-progress: true # a cancelled run leaves a comment that says how far it came
env:
  # Where llmops is: owner/name of your copy of it, and one of its commits, 40 digits. \`llmops init\` fills both in if it can.
  LLMOPS_REPOSITORY: ''
  LLMOPS_COMMIT: ''
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read # the commits, and base's policy
      pull-requests: write # the comment
      checks: write # annotations beyond the ten that a step may make
    steps:
      - run: |
          [[ "$LLMOPS_REPOSITORY" == */* && "$LLMOPS_COMMIT" =~ ^[0-9a-f]{40}$ ]] && exit
          echo '::error::say at the top of this workflow where llmops is: LLMOPS_REPOSITORY (owner/name), LLMOPS_COMMIT (40 digits)'
          exit 1
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          repository: \${{ env.LLMOPS_REPOSITORY }}
          ref: \${{ env.LLMOPS_COMMIT }}
          path: .llmops-core
          persist-credentials: false
      - uses: ./.llmops-core
        env:
          OPENAI_API_KEY: \${{ secrets.OPENAI_API_KEY }} # the keys that the Project of the base branch names
`,s=`# What was merged is promoted to every DeploymentTarget, in the order of their path. Where people approve, take promote.yml
# instead: one job for each target, in its environment.
name: llmops promote
on:
  push:
    branches: [main]
  schedule:
    - cron: '17 * * * *' # what had to soak
permissions: {}
concurrency:
  group: llmops-promote
  cancel-in-progress: false # a delivery is finished; the next run would finish it, too
env:
  # Where llmops is: owner/name of your copy of it, and one of its commits, 40 digits. \`llmops init\` fills both in if it can.
  LLMOPS_REPOSITORY: ''
  LLMOPS_COMMIT: ''
jobs:
  promote:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: write # the ledger's branch, and those of the targets
      pull-requests: write # what became of it, on the merged pull request
    steps:
      - run: |
          [[ "$LLMOPS_REPOSITORY" == */* && "$LLMOPS_COMMIT" =~ ^[0-9a-f]{40}$ ]] && exit
          echo '::error::say at the top of this workflow where llmops is: LLMOPS_REPOSITORY (owner/name), LLMOPS_COMMIT (40 digits)'
          exit 1
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          persist-credentials: false
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with:
          repository: \${{ env.LLMOPS_REPOSITORY }}
          ref: \${{ env.LLMOPS_COMMIT }}
          path: .llmops-core
          persist-credentials: false
      - uses: ./.llmops-core
        env:
          OPENAI_API_KEY: \${{ secrets.OPENAI_API_KEY }}
`;function n(e){return new Map([["llmops.yaml",p(e)],["llmops/recorded/smoke.jsonl",T()]])}function u(e){return new Map([[".github/workflows/llmops.yml",O(_,e)],[".github/workflows/llmops-promote.yml",O(s,e)]])}function O(e,{source:t,branch:o}){const a=e.replace("branches: [main]",`branches: [${JSON.stringify(o)}]`);return t===void 0?a:a.replace(" `llmops init` fills both in if it can.","").replace("LLMOPS_REPOSITORY: ''",`LLMOPS_REPOSITORY: '${t.repository}'`).replace("LLMOPS_COMMIT: ''",`LLMOPS_COMMIT: '${t.commit}'`)}const M="How long do refunds take?";function p(e){return`apiVersion: llmops/v1            # stated once, in the Project
kind: Project
name: ${e}
recorded: accept                 # llmops/recorded/ answers until OPENAI_API_KEY does; then delete both
---
kind: Prompt
name: answer
model: openai/gpt-5.4-mini       # provider/id; price and context window come from the catalogue
user: "Answer in one sentence: {{question}}"
---
kind: EvalSuite
name: smoke
subject: answer
cases:
  - id: refund
    input: {question: "${M}"}
    expected: {word: days}
assert:
  - {type: icontains, value: "{{expected.word}}"}
`}function T(){const e=`Answer in one sentence: ${M}`,o={provider:"openai",model:"gpt-5.4-mini",request:{messages:[{role:"user",content:e}],parameters:{}},trial:1},a={text:"Refunds usually arrive within five business days."};return(0,h.mP)([{key:(0,r.TN)(o),provider:o.provider,model:o.model,trial:1,asked:e,answer:a,note:"written by llmops init, not by a model"}])}async function S({dir:e,program:t}){const o=await(0,c.h)(e),{root:a,folder:g}=o,y=(0,d.join)(a,g);if((0,l.existsSync)((0,d.join)(y,"llmops.yaml")))throw new m.u("there is an llmops.yaml here already");const $=new Map([...n(v(y))].map(([R,A])=>[(0,d.join)(y,R),A])),b=await(0,f.SI)(o)??await(0,f.eR)(o)??"main",D=u({source:await L(t),branch:b});for(const[R,A]of D)$.set((0,d.join)(a,R),A);const k={written:[],kept:[]};for(const[R,A]of $)await I(R,A,a,k);return k}async function L(e){const t=(0,d.dirname)(e);if(!(0,l.existsSync)((0,d.join)(t,".git"))||!(0,l.existsSync)((0,d.join)(t,"action.yml")))return;const o=await(0,c.h)(t),[a,g]=[await(0,E.fn)(o),await(0,f.Qo)(o)],y=/^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(a??"")?.[1];return y===void 0||g===void 0?void 0:{repository:y,commit:g}}async function I(e,t,o,{written:a,kept:g}){const y=e.slice(o.length+1);if((0,l.existsSync)(e)){g.push(y);return}await(0,w.mkdir)((0,d.dirname)(e),{recursive:!0}),await(0,w.writeFile)(e,t),a.push(y)}function v(e){const t=(0,d.basename)(e).replace(/[^A-Za-z0-9_-]+/g,"-").replace(/^[^A-Za-z0-9]+/,"").slice(0,63);return t===""?"project":t}}),51145:((C,P,i)=>{i.d(P,{R:()=>E,k:()=>f});var l=i(42170),w=i(48704),d=i(23601);function f(c){if((0,l.tl)(c))return JSON.stringify(c.request.body);if((0,l.I_)(c))return c.request.embed;const m=c.request.messages.findLast(({role:r})=>r==="user");return m===void 0?"":(0,w.Uk)(m)}function E(c){const m=(0,d.K)(f(c).replace(/\s+/g," "),80);return`${(0,l.tl)(c)?c.url:`${c.provider}/${c.model}`} "${m}" ${(0,l.TN)(c).slice(0,19)}`}}),5982:((C,P,i)=>{i.d(P,{Uk:()=>E,mP:()=>f,t3:()=>d});var l=i(51145);const w="recorded";function d(s,{key:n,provider:u,model:O,answer:M,at:p}){const{text:T,toolCalls:S,finish:L,usage:I,latencyMs:v,firstTokenMs:e,servedModel:t}=M;return{key:n,provider:u,model:O,trial:s.trial,asked:(0,l.k)(s),answer:{text:T,...S!==void 0&&{toolCalls:S},...L!=="stop"&&{finish:L},...I!==void 0&&{usage:I},...v!==void 0&&{latencyMs:v},...e!==void 0&&{firstTokenMs:e},...t!==void 0&&{servedModel:t}},...p!==void 0&&{at:p}}}function f(s){return s.toSorted(m).map(n=>`${JSON.stringify(h(n))}
`).join("")}function E(s){const n=new Map(s.toReversed().map(u=>[u.key,c(u)]));return{get:u=>n.get(u),put(){throw new TypeError("recorded answers are only read")}}}function c({key:s,provider:n,model:u,answer:O,at:M}){const{text:p,toolCalls:T,finish:S="stop",usage:L,latencyMs:I,firstTokenMs:v,servedModel:e}=O;return{version:1,key:s,provider:n,model:u,at:M,origin:w,answer:{text:p,...T!==void 0&&{toolCalls:T},finish:S,usage:L,latencyMs:I,...v!==void 0&&{firstTokenMs:v},servedModel:e}}}function m(s,n){return r(s.provider,n.provider)||r(s.model,n.model)||r(s.asked,n.asked)||s.trial-n.trial||r(s.key,n.key)}function r(s,n){return s===n?0:s<n?-1:1}function h({key:s,provider:n,model:u,trial:O,asked:M,answer:p,at:T,note:S}){const{text:L,toolCalls:I,finish:v,usage:e,latencyMs:t,firstTokenMs:o,servedModel:a}=p,g=I?.map(({name:$,arguments:b})=>({name:$,arguments:b}));return{key:s,provider:n,model:u,trial:O,asked:M,answer:{text:L,toolCalls:g,finish:v==="stop"?void 0:v,usage:e&&_(e),latencyMs:t,firstTokenMs:o,servedModel:a},at:T,note:S}}function _({inputTokens:s,cachedInputTokens:n,outputTokens:u}){return{inputTokens:s,cachedInputTokens:n,outputTokens:u}}})};export{j as id,x as ids,N as modules};
