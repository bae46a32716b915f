const j=163,x=[163],N={62971:((C,P,i)=>{i.d(P,{OR:()=>h,QX:()=>s,Qo:()=>a,SI:()=>_,WL:()=>O,c:()=>n,eR:()=>m,wu:()=>r});var u=i(62965),w=i(31468),d=i(14437);const f=[1,16,64,256,1024];async function O(e,t){const o=await p(e,t)??await I(e,t)??await S(e,t);if(o===void 0)throw new u.u(`no commit '${t}' here${await v(e)?", nor at origin":""}`);return o}function a(e){return p(e,"HEAD")}function m(e){return(0,d.J)(e,["symbolic-ref","--short","--quiet","HEAD"])}async function r(e,t,o){const c=await(0,d.J)(e,["merge-base",t,o]);if(c!==void 0)return c;if(await T(e))for(const E of f){await L(e,E,[t,o]);const M=await(0,d.J)(e,["merge-base",t,o]);if(M!==void 0)return M}throw new u.F(`${t.slice(0,7)} and ${o.slice(0,7)} have no common ancestor within reach; fetch more history (fetch-depth: 0)`)}async function h(e){if(e.defaultBranch!==void 0)return`origin/${e.defaultBranch}`;const o=[await(0,d.J)(e,["symbolic-ref","--short","--quiet","refs/remotes/origin/HEAD"]),"origin/main","origin/master","main","master"].filter(c=>c!==void 0);for(const c of o)if(await p(e,c)!==void 0)return c}async function _(e){return(await h(e))?.replace(/^origin\//,"")}async function s(e,t,o){const c=await T(e),E=await O(e,o).catch(M=>{if(!(M instanceof u.u))throw M});if(E!==void 0)return l(e,t,E);if(c)throw new u.F(`${o.slice(0,7)} is not in this shallow clone, nor to be had; fetch more history (fetch-depth: 0)`);return!1}async function n(e,t,o){const c=await(0,d.$)(e,["merge-base","--is-ancestor",t,o]);if(c.code>1)throw new w.lc((0,w.is)(c));return c.code===0}async function l(e,t,o){for(const c of[0,...f,g]){if(c>0&&await L(e,c,[o,t]),await y(e,t,o))return!0;if(await y(e,o,t)||!await T(e))return!1}throw new u.F(`whether ${t.slice(0,7)} comes before ${o.slice(0,7)} is not to be told from so little history; fetch more (fetch-depth: 0)`)}const g=2147483647;async function y(e,t,o){return(await(0,d.$)(e,["merge-base","--is-ancestor",t,o])).code===0}function p(e,t){return(0,d.J)(e,["rev-parse","--verify","--quiet","--end-of-options",`${t}^{commit}`])}async function I(e,t){const o=t.replace(/^origin\//,"");if(!/^[\w][\w./-]*$/.test(o)||!await v(e))return;const c=await T(e)?["--depth=1"]:[],{code:E}=await(0,d.$)(e,["fetch","--quiet","--no-tags",...c,"origin",o]);return E===0?p(e,"FETCH_HEAD"):void 0}async function S(e,t){if(!await T(e))return;const o=await p(e,"HEAD");for(const c of f){await L(e,c,o===void 0?[]:[o]);const E=await p(e,t);if(E!==void 0)return E}}async function L(e,t,o){const c=M=>(0,d.$)(e,["fetch","--quiet","--no-tags",`--deepen=${t}`,"origin",...M]),{code:E}=await c(o);E!==0&&o.length>0&&await c([])}async function T(e){return await(0,d.J)(e,["rev-parse","--is-shallow-repository"])==="true"}async function v(e){return await(0,d.J)(e,["remote","get-url","origin"])!==void 0}}),82436:((C,P,i)=>{i.d(P,{_:()=>d});const u=/^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|PROXY_COMMAND|ALLOW_PROTOCOL|PROTOCOL_FROM_USER|PROTOCOL|SSL_\w+|HTTP_\w+|CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)$/,w=/^(http|credential|url|safe|protocol)\.|^core\.(sshcommand|askpass|gitproxy)$/i;function d(r,{config:h=new Map,objects:_}={}){const s=Object.entries(r).filter(([n])=>!n.startsWith("GIT_")||u.test(n));return{...Object.fromEntries(s),...a([...f(r).filter(([n])=>w.test(n)),...h]),..._!==void 0&&m(_),GIT_TERMINAL_PROMPT:"0",GIT_OPTIONAL_LOCKS:"0",GIT_PAGER:"cat",LC_ALL:"C"}}function f(r){const h=Math.min(Number(r.GIT_CONFIG_COUNT)||0,O);return Array.from({length:h},(_,s)=>s).flatMap(_=>{const[s,n]=[r[`GIT_CONFIG_KEY_${_}`],r[`GIT_CONFIG_VALUE_${_}`]];return s===void 0||n===void 0?[]:[[s,n]]})}const O=1e3;function a(r){const h=r.flatMap(([_,s],n)=>[[`GIT_CONFIG_KEY_${n}`,_],[`GIT_CONFIG_VALUE_${n}`,s]]);return{GIT_CONFIG_COUNT:String(r.length),...Object.fromEntries(h)}}function m({added:r,existing:h}){return{GIT_OBJECT_DIRECTORY:r,GIT_ALTERNATE_OBJECT_DIRECTORIES:JSON.stringify(h)}}}),31468:((C,P,i)=>{i.d(P,{KM:()=>s,is:()=>f,lc:()=>u,vu:()=>h});class u extends Error{name="GitFault";refused;constructor(l,g=!1){super(l),this.refused=g}}const w=600,d=/^(To |hint:|Done$|error: failed to push some refs|Please make sure you have|and the repository exists)/;function f({code:n,stdout:l,stderr:g}){const y=[...g.split(/[\r\n]+/),...O(l)].map(a),p=[...new Set(y.filter(I=>I!==""&&!d.test(I)))].join("; ");return p===""?`git ended with code ${n}`:p.length>w?`${p.slice(0,w)}…`:p}function O(n){return n.split(`
`).flatMap(l=>/^!\t[^\t]*\t(.*)$/.exec(l)?.[1]??[])}function a(n){return n.replace(/^remote:\s*/,"").replaceAll(/:\/\/[^\s/@]+@/g,"://").replaceAll(/[\p{Cc}\p{Bidi_Control}]+/gu," ").trim()}const m=/returned error: 40[13]|authentication failed|permission .*denied|permission denied|access .*not granted|read[- ]only|terminal prompts disabled|repository not found|not allowed to/i,r=/lock|failed to update ref|already exists|old value|but expected/i;function h({stdout:n,stderr:l}){return m.test(l)?!0:O(n).some(g=>g.startsWith("[remote rejected]")&&!r.test(g))}const _=/returned error: (?:429|5\d\d)|could not resolve|couldn't connect|failed to connect|connection (?:was )?(?:reset|refused|timed out|closed)|timed out|early eof|hung up|unexpected disconnect|rpc failed|empty reply|ssl_error|recv failure/i;function s({code:n,stderr:l}){return n>0&&_.test(l)}}),14437:((C,P,i)=>{i.d(P,{$:()=>f,J:()=>O});var u=i(31421),w=i(82436);const d=["--literal-pathspecs","-c","core.quotepath=off","-c","core.fsmonitor=false"];function f(a,m,r={}){const{input:h="",timeoutMs:_=6e4}=r,s={cwd:a.root,env:(0,w._)(process.env,a),maxBuffer:1<<30,timeout:_,encoding:"utf8"};return new Promise((n,l)=>{const g=(0,u.execFile)("git",[...d,...m],s,(y,p,I)=>{y===null?n({code:0,stdout:p,stderr:I}):typeof y.code=="number"?n({code:y.code,stdout:p,stderr:I}):l(y)});g.stdin?.on("error",()=>{}),g.stdin?.end(h)})}async function O(a,m){const{code:r,stdout:h}=await f(a,m),_=h.trim();return r===0&&_!==""?_:void 0}}),70023:((C,P,i)=>{i.d(P,{e1:()=>w,fn:()=>f,ve:()=>d});var u=i(14437);async function w(a){return await f(a)===void 0?void 0:"origin"}async function d(a,m){const r=await f(a);return r!==void 0&&O(r)===O(m)}function f(a){return(0,u.J)(a,["remote","get-url","origin"])}function O(a){return a.replace(/^[a-z+]+:\/\//,"").replace(/^[^/@]*@/,"").replace(/^([^/:]+):(?!\d)/,"$1/").replace(/\/+$/,"").replace(/\.git$/,"").toLowerCase()}}),3757:((C,P,i)=>{i.d(P,{X:()=>a,h:()=>O});var u=i(51455),w=i(76760),d=i(62965),f=i(14437);async function O(m,{config:r,defaultBranch:h,server:_}={}){const s=await(0,f.J)({root:m,config:r},["rev-parse","--show-toplevel"]);if(s===void 0)throw new d.u(`${m} is not in a Git repository; run 'git init' first`);const n=await(0,u.realpath)(s);return{root:n,folder:(0,w.relative)(n,await(0,u.realpath)(m)).split(w.sep).join("/"),...r!==void 0&&{config:r},...h!==void 0&&{defaultBranch:h},..._!==void 0&&{server:_}}}async function a(m,r){const[h,_]=await Promise.all([(0,f.J)(m,["ls-files","--cached","--",r]),(0,f.J)(m,["ls-tree","-r","--name-only","HEAD","--",r])]);return h!==void 0||_!==void 0}}),33163:((C,P,i)=>{i.d(P,{init:()=>S});var u=i(73024),w=i(51455),d=i(76760),f=i(62971),O=i(70023),a=i(3757),m=i(62965),r=i(42170),h=i(5982);const _=`# What a pull request does to the behaviour of the applications here: a comment, annotations, and a gate.
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
`;function n(e){return new Map([["llmops.yaml",p(e)],["llmops/recorded/smoke.jsonl",I()]])}function l(e){return new Map([[".github/workflows/llmops.yml",g(_,e)],[".github/workflows/llmops-promote.yml",g(s,e)]])}function g(e,{source:t,branch:o}){const c=e.replace("branches: [main]",`branches: [${JSON.stringify(o)}]`);return t===void 0?c:c.replace(" `llmops init` fills both in if it can.","").replace("LLMOPS_REPOSITORY: ''",`LLMOPS_REPOSITORY: '${t.repository}'`).replace("LLMOPS_COMMIT: ''",`LLMOPS_COMMIT: '${t.commit}'`)}const y="How long do refunds take?";function p(e){return`apiVersion: llmops/v1            # stated once, in the Project
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
    input: {question: "${y}"}
    expected: {word: days}
assert:
  - {type: icontains, value: "{{expected.word}}"}
`}function I(){const e=`Answer in one sentence: ${y}`,o={provider:"openai",model:"gpt-5.4-mini",request:{messages:[{role:"user",content:e}],parameters:{}},trial:1},c={text:"Refunds usually arrive within five business days."};return(0,h.mP)([{key:(0,r.TN)(o),provider:o.provider,model:o.model,trial:1,asked:e,answer:c,note:"written by llmops init, not by a model"}])}async function S({dir:e,program:t}){const o=await(0,a.h)(e),{root:c,folder:E}=o,M=(0,d.join)(c,E);if((0,u.existsSync)((0,d.join)(M,"llmops.yaml")))throw new m.u("there is an llmops.yaml here already");const $=new Map([...n(v(M))].map(([R,A])=>[(0,d.join)(M,R),A])),k=await(0,f.SI)(o)??await(0,f.eR)(o)??"main",D=l({source:await L(t),branch:k});for(const[R,A]of D)$.set((0,d.join)(c,R),A);const b={written:[],kept:[]};for(const[R,A]of $)await T(R,A,c,b);return b}async function L(e){const t=(0,d.dirname)(e);if(!(0,u.existsSync)((0,d.join)(t,".git"))||!(0,u.existsSync)((0,d.join)(t,"action.yml")))return;const o=await(0,a.h)(t),[c,E]=[await(0,O.fn)(o),await(0,f.Qo)(o)],M=/^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(c??"")?.[1];return M===void 0||E===void 0?void 0:{repository:M,commit:E}}async function T(e,t,o,{written:c,kept:E}){const M=e.slice(o.length+1);if((0,u.existsSync)(e)){E.push(M);return}await(0,w.mkdir)((0,d.dirname)(e),{recursive:!0}),await(0,w.writeFile)(e,t),c.push(M)}function v(e){const t=(0,d.basename)(e).replace(/[^A-Za-z0-9_-]+/g,"-").replace(/^[^A-Za-z0-9]+/,"").slice(0,63);return t===""?"project":t}}),51145:((C,P,i)=>{i.d(P,{R:()=>O,k:()=>f});var u=i(42170),w=i(48704),d=i(23601);function f(a){if((0,u.tl)(a))return JSON.stringify(a.request.body);if((0,u.I_)(a))return a.request.embed;const m=a.request.messages.findLast(({role:r})=>r==="user");return m===void 0?"":(0,w.Uk)(m)}function O(a){const m=(0,d.K)(f(a).replace(/\s+/g," "),80);return`${(0,u.tl)(a)?a.url:`${a.provider}/${a.model}`} "${m}" ${(0,u.TN)(a).slice(0,19)}`}}),5982:((C,P,i)=>{i.d(P,{Uk:()=>O,mP:()=>f,t3:()=>d});var u=i(51145);const w="recorded";function d(s,{key:n,provider:l,model:g,answer:y,at:p}){const{text:I,toolCalls:S,finish:L,usage:T,latencyMs:v,servedModel:e}=y;return{key:n,provider:l,model:g,trial:s.trial,asked:(0,u.k)(s),answer:{text:I,...S!==void 0&&{toolCalls:S},...L!=="stop"&&{finish:L},...T!==void 0&&{usage:T},...v!==void 0&&{latencyMs:v},...e!==void 0&&{servedModel:e}},...p!==void 0&&{at:p}}}function f(s){return s.toSorted(m).map(n=>`${JSON.stringify(h(n))}
`).join("")}function O(s){const n=new Map(s.toReversed().map(l=>[l.key,a(l)]));return{get:l=>n.get(l),put(){throw new TypeError("recorded answers are only read")}}}function a({key:s,provider:n,model:l,answer:g,at:y}){const{text:p,toolCalls:I,finish:S="stop",usage:L,latencyMs:T,servedModel:v}=g;return{version:1,key:s,provider:n,model:l,at:y,origin:w,answer:{text:p,...I!==void 0&&{toolCalls:I},finish:S,usage:L,latencyMs:T,servedModel:v}}}function m(s,n){return r(s.provider,n.provider)||r(s.model,n.model)||r(s.asked,n.asked)||s.trial-n.trial||r(s.key,n.key)}function r(s,n){return s===n?0:s<n?-1:1}function h({key:s,provider:n,model:l,trial:g,asked:y,answer:p,at:I,note:S}){const{text:L,toolCalls:T,finish:v,usage:e,latencyMs:t,servedModel:o}=p,c=T?.map(({name:M,arguments:$})=>({name:M,arguments:$}));return{key:s,provider:n,model:l,trial:g,asked:y,answer:{text:L,toolCalls:c,finish:v==="stop"?void 0:v,usage:e&&_(e),latencyMs:t,servedModel:o},at:I,note:S}}function _({inputTokens:s,cachedInputTokens:n,outputTokens:l}){return{inputTokens:s,cachedInputTokens:n,outputTokens:l}}})};export{j as id,x as ids,N as modules};
